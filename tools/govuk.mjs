// Keeps of govuk-frontend's stylesheet what our templates use, without its typeface, type sizes and colours.

const TYPOGRAPHY = /^(font-family|font-size|line-height|-webkit-font-smoothing|-moz-osx-font-smoothing)$/;

// Literal colours of the stylesheet, by the token that stands for them here. The others are custom properties, which
// `styles/tokens.css` sets.
const TOKENS = {
  "#0b0c0c": "var(--ink)",
  "#fff": "var(--sheet)",
  "#000": "#000",
  "#cecece": "var(--line)",
  "#f3f3f3": "var(--paper)",
  "#fd0": "var(--focus)",
  "#ca3535": "var(--red)",
  "#0f7a52": "var(--jade)",
  "#1d70b8": "var(--blue)",
  "#1a65a6": "var(--jade)",
  "#0f385c": "var(--jade-deep)",
  "#484949": "var(--ink-2)",
  "#858686": "var(--field-border)",
  "#083d29": "var(--jade-deep)",
  "#0b5c3e": "var(--jade-deep)",
  "#982828": "var(--red)",
  "#651b1b": "var(--red)",
  "#f4d7d7": "var(--red-wash)",
  "#f4f8fb": "var(--paper)",
  "#8eb8dc": "var(--line)",
};

function closing(css, open) {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === "{") depth += 1;
    else if (css[at] === "}" && --depth === 0) return at;
  }
  throw new Error("govuk-frontend: a block does not end");
}

function selectorsOf(prelude) {
  const parts = [""];
  let depth = 0;
  for (const character of prelude) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function declarationsOf(body) {
  return body
    .split(/;(?![^(]*\))/)
    .filter((line) => line && !TYPOGRAPHY.test(line.slice(0, line.indexOf(":")).trim()))
    .map((line) =>
      line
        .replace(/var\((--govuk-[a-z-]+),[^)]*\)/g, "var($1)")
        .replace(/^font-weight:700$/, "font-weight:600")
        .replace(/#[0-9a-f]{3,8}\b/gi, (colour) => {
          const token = TOKENS[colour.toLowerCase()];
          if (!token) throw new Error(`govuk-frontend: no token stands for ${colour} in "${line}"`);
          return token;
        }),
    )
    .join(";");
}

function kept(css, isUsed) {
  let result = "";
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    const end = closing(css, open);
    const prelude = css.slice(at, open).replace(/@charset "UTF-8";/, "").trim();
    const body = css.slice(open + 1, end);
    at = end + 1;
    if (/^@font-face|^@-moz-document|\\0|-ms-/.test(prelude)) continue;
    if (prelude.startsWith("@media") || prelude.startsWith("@supports")) {
      const inside = kept(body, isUsed);
      if (inside) result += `${prelude}{${inside}}`;
    } else if (prelude.startsWith("@")) {
      result += `${prelude}{${body}}`;
    } else {
      const selectors = selectorsOf(prelude).filter((selector) => selector !== ":root" && isUsed(selector));
      const declarations = selectors.length ? declarationsOf(body) : "";
      if (declarations) result += `${selectors.join(",")}{${declarations}}`;
    }
  }
  return result;
}

/** The rules of `css` whose every govuk class occurs in `sources`; a class that ends in "-" there is a prefix. */
export function trimmed(css, sources) {
  const names = new Set(sources.match(/govuk-[a-z0-9_-]+/g) ?? []);
  const prefixes = [...names].filter((name) => name.endsWith("-"));
  const isUsed = (selector) =>
    (selector.match(/\.govuk-[a-z0-9_-]+/g) ?? [])
      .map((name) => name.slice(1))
      .every(
        (name) =>
          name === "govuk-frontend-supported" ||
          names.has(name) ||
          prefixes.some((prefix) => name.startsWith(prefix)),
      );
  return kept(css.replace(/\/\*[\s\S]*?\*\//g, ""), isUsed);
}
