import pytest
from datetime import timedelta

@pytest.fixture
def ward(db_city):
    from tests.service.dossiers.desk.conftest import furnish
    return furnish()

def test_look(ward, chromium):
    from tests.journeys.city import serving
    from tests.journeys.filing import axe_problems, overflow, sign_in
    from motcua.service.dossiers.types import commands as asked
    from motcua.service.dossiers.types.state import Mark
    from django.utils import timezone
    s1 = ward.submit(); 
    for i in range(5): ward.submit(now=timezone.now()-timedelta(hours=i)) if False else ward.submit()
    s2 = ward.submit(); s2 = ward.act(s2, "desk", asked.Receive()); 
    s2 = ward.act(s2, "specialist", asked.Take())
    s3 = ward.submit(); s3=ward.act(s3,"desk",asked.Receive()); s3=ward.act(s3,"specialist",asked.Take())
    s3 = ward.act(s3,"specialist",asked.AskSupplement(marks=(Mark("paper",s3.papers[0].requirement,"unreadable"),Mark("field","child.full_name","wrong")),note="Ảnh mờ, xin chụp lại."))
    from django.db import connections; connections.close_all()
    with serving() as city:
        out=[]
        for who, paths in {
            "desk": ["/ban-lam-viec/cho-tiep-nhan","/ban-lam-viec/qua-han","/ban-lam-viec/tim?q=tran+mai",f"/ban-lam-viec/ho-so/{s1.code}?hang-doi=to-receive",f"/ban-lam-viec/ho-so/{s1.code}/yeu-cau-bo-sung",f"/ban-lam-viec/ho-so/{s3.code}?hang-doi=waiting"],
            "leader": [f"/ban-lam-viec/ho-so/{s2.code}?hang-doi=unit", f"/ban-lam-viec/ho-so/{s2.code}/phan-cong"],
            "specialist": [f"/ban-lam-viec/ho-so/{s2.code}?hang-doi=mine", f"/ban-lam-viec/ho-so/{s2.code}/hen-gap", f"/ban-lam-viec/ho-so/{s2.code}/chuyen-buoc"],
        }.items():
            for width, scheme in ((1440,"light"),(360,"light"),(1440,"dark")):
                ctx = chromium.new_context(viewport={"width":width,"height":900 if width>500 else 780}, color_scheme=scheme)
                page = ctx.new_page()
                page.on("console", lambda m: out.append(("console",m.text)) if m.type=="error" else None)
                sign_in(page, city.url, f"{who}.26740@example.org", to="/ban-lam-viec")
                for n,p in enumerate(paths):
                    page.goto(city.url+p); page.wait_for_load_state("networkidle")
                    page.screenshot(path=f"/tmp/shots/{who}-{n}-{width}-{scheme}.png", full_page=width<500)
                    a=axe_problems(page); o=overflow(page)
                    small=page.evaluate("[...new Set([...document.querySelectorAll('body *')].filter(e=>e.childNodes.length&&[...e.childNodes].some(n=>n.nodeType==3&&n.textContent.trim())&&e.checkVisibility&&e.checkVisibility()&&parseFloat(getComputedStyle(e).fontSize)<12.9).map(e=>e.className+'|'+e.tagName+'|'+getComputedStyle(e).fontSize))]")
                    if a or o>0 or small: out.append((who,p,width,scheme,a[:6],o,small))
                ctx.close()
        for x in out: print(x)
