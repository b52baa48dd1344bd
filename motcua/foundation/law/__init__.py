"""Citations, dated parameters, @law and @house_rule, and the refusals that carry their article. Pure: no Django."""
