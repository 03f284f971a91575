a0512-----
r i AM-Vell-Bells   04-30 0080
^AM-Vell-Bells,80<
^Cathedral bells fall silent over a pair of kestrels<
	   VELL, Calderra (AP) _ The bells of Vell cathedral will stay silent until July because a pair of kestrels has nested in the largest of them, the dean said on Tuesday.
	   ``They were here before matins,'' said Dean Agnes Hollander. ``We can count the hours ourselves.''
	   The town council has lent the cathedral a gong. Councillor Piet Marsh called the sound ``a tray falling downstairs''.

	   AP-NY-04-30-19 1602EDT<


a0519-----
b i AM-Vell-Bells KILL   04-30 0020
^AM-Vell-Bells, KILL<
^Eds: Members are asked to kill a0512. The birds are falcons.<
	   The story about the bells of Vell is withdrawn. A substitute will follow.

	   AP-NY-04-30-19 1655EDT<


