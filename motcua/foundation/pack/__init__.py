"""
What makes this house the house of one city: its pack, `catalogue/<city>/city.yaml`, chosen by `MOTCUA_CITY`.

A *pack* names the city, its code and its examples, says in its own words how it greets and where one may call, has its
colours, and lists the national procedures that it offers. Nothing else in the code knows which city it serves: whoever
needs a word of it asks `chosen.pack()`, or is told it.
"""
