"""The clock of a low-income housing tax credit, counted from the year placed in service.

    year 0              year 14                    year 15               year 30
    placed in service   owner may ask for a buyer  compliance ends       extended use ends

Agreements may bind for longer, and credits allocated before 1990 bind for 15 years only.
"""

#: An owner may ask the agency for a buyer (a qualified contract) after the close of year 14,
#: 26 U.S.C. 42(h)(6)(I), unless the agreement is stricter, 42(h)(6)(E)(i).
EARLY_EXIT_YEARS = 14

#: Compliance period, 26 U.S.C. 42(i)(1).
COMPLIANCE_YEARS = 15

#: Compliance period and 15 years of extended use, 26 U.S.C. 42(h)(6)(D).
EXTENDED_USE_YEARS = 30

#: The extended use agreement came with allocations from 1990 on (Omnibus Budget Reconciliation Act
#: of 1989, Pub. L. 101-239, section 7108(c)); before, only the compliance period binds.
FIRST_EXTENDED_USE_YEAR = 1990
