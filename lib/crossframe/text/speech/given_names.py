"""Given name -> the pronoun that goes with it, where English usage is all but settled.

Only names that are hardly ever given to both; any other name says nothing. It serves to refuse a
person to whom a pronoun does not fit, never to choose one.
"""

from __future__ import annotations

_HE = """
    adam adrian alan albert alejandro alexander alfred andrew anthony antonio arthur barry benjamin
    bernard billy boris brad brian bruce carl carlos charles christopher colin craig daniel darren
    david dennis diego dmitry donald douglas duncan edward eric ernest eugene francisco frank
    frederick
    gary geoffrey george gerald graham gregory harold harry henry howard hugh ian igor ivan jack
    jacob james jason javier jeffrey jeremy jerry joseph john jonathan jorge jose juan keith kenneth
    kevin larry lawrence leonard luis luke malcolm marco mario mark martin matthew michael miguel
    mikhail mohammed nathan neil nicholas nigel norman oleg oliver oscar pablo patrick paul pedro
    peter philip ralph raymond ricardo richard robert roger ronald russell samuel scott sergei simon
    stanley stephen steven stuart terence thomas timothy victor vincent vladimir walter william
"""
_SHE = """
    abigail alice alison amanda amy andrea angela anna anne annie barbara beatrice betty brenda
    carmen carol caroline catherine charlotte christina christine claire cynthia deborah diana diane
    donna dorothy eileen elena elizabeth ellen emily emma esther eva fiona gloria grace hannah
    heather helen irina isabel jane janet jennifer jessica joan joanna judith julia julie karen
    katherine kathleen laura linda lisa louise lucy margaret maria marie martha mary megan melissa
    monica nancy natalia natalie nicole olga pamela patricia paula rachel rebecca rosa ruth sally
    samantha sandra sarah sharon sheila sofia sophie stephanie susan svetlana teresa theresa tina
    valerie vanessa veronica victoria virginia wendy yvonne
"""

PRONOUN_OF = dict.fromkeys(_HE.split(), "he") | dict.fromkeys(_SHE.split(), "she")
