import os
from datetime import timedelta
from tests.factories import city
from tests.factories.birth import birth_declaration
def test_probe(db_city):
    import time
    t=time.time()
    city.load_agencies()
    print('agencies',time.time()-t); t=time.time()
    from motcua.register.procedures import commands as p
    from motcua.foundation.policy.types import system
    r=p.load_catalogue(city.CATALOGUE, actor=system("catalogue"), now=city.NOW)
    print('proc',time.time()-t, r); t=time.time()
    offs=city.officials()
    me=city.citizen()
    print('people',time.time()-t); t=time.time()
    from motcua.register.procedures import queries as pq
    v=pq.published("1.001193", city.NOW.date())
    from motcua.register.procedures.rules import choosing
    for x in choosing.papers_of(v, birth_declaration(), on=city.NOW.date()): print(x.code,x.required,x.is_needed)
    from motcua.service.dossiers.commands import submitting
    from motcua.register.access import queries as access
    actor=access.actor_for(str(me),"",city.NOW)
    try:
        s=submitting.submit(actor=actor,dossier="11111111-1111-4111-8111-111111111111",version=v,values=birth_declaration(),papers=(),holder="x",key="k",now=city.NOW)
        print(s)
    except Exception as e:
        print(repr(e), getattr(e,'refusal',None))
    print('submit',time.time()-t)
