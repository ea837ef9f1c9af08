"""Given name -> the pronoun that goes with it, where English usage is all but settled.

Only names that are hardly ever given to both; any other name says nothing. It serves to refuse a
person to whom a pronoun does not fit, never to choose one.
"""

from __future__ import annotations

_HE = """
    adam adrian alan albert alejandro alexander alfred andrew anthony antonio arthur barry
    benjamin bernard bill billy bob boris brad brett brian bruce carl carlos charles christopher
    chuck colin craig daniel darren dave david dennis diego dmitry donald douglas duncan ed
    edward eric ernest eugene francisco frank fred frederick gary geoffrey george gerald graham
    greg gregory harold harry henry howard hugh ian igor ivan jack jacob james jason javier jeff
    jeffrey jeremy jerry jim joe john jonathan jorge jose joseph juan keith kenneth kevin larry
    lawrence leonard luis luke malcolm marco mario mark martin matthew michael miguel mike
    mikhail mohammed nathan neil nicholas nigel norman oleg oliver oscar pablo patrick paul
    pedro peter philip ralph raymond ricardo richard rob robert roger ron ronald russell samuel
    scott sergei simon stanley stephen steve steven stuart ted terence thomas tim timothy todd
    tom victor vincent vladimir walter william
"""
_SHE = """
    abigail alice alison amanda amy andrea angela anna anne annie barbara beatrice bettie betty
    brenda carla carmen carol caroline catherine charlotte christina christine claire cynthia
    deborah denise diana diane donna dorothy eileen elena elizabeth ellen emily emma esther eva
    felicia fiona gina gloria grace hannah heather helen irina isabel jane janet jennifer
    jessica jill joan joanna judith julia julie karen katherine kathleen kimberly laura linda
    lisa lori louise lucy margaret maria marie martha mary megan melissa michelle monica nancy
    natalia natalie nicole olga pamela patricia paula rachel rebecca regina renee roberta rosa
    ruth sally samantha sandra sarah sharon sheila shirley sofia sophie stephanie susan svetlana
    sylvia tara teresa theresa tiffany tina valerie vanessa veronica victoria virginia wendy
    yvonne
"""

PRONOUN_OF = dict.fromkeys(_HE.split(), "he") | dict.fromkeys(_SHE.split(), "she")
