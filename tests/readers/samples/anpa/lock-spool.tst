a0417-----
r i BC-Calderra-Lock   03-09 0140
^BC-Calderra-Lock,140<
^Astrel lock to close for six weeks as gates are replaced<
^AP Photo AST101, AST102<
^Eds: Will be led. With AP Photos.<
^By JOAN TULLY=
^Associated Press=
	   ASTREL, Calderra (AP) _ The old sea lock at Astrel will close for six weeks from Monday while its gates are replaced, harbour master Clara Weiss said on Saturday.
	   ``Nobody will be stranded,'' Weiss told reporters on Tallow Quay. ``There is a second lock, and it works.''
	   The oak gates were hung in 1931. Ship owner Henrik Varga said the delay would cost his company 40,000 crowns a day.

	   AP-WF-03-09-19 1615GMT<



a0421-----
r i BC-Calderra-Lock 1stAdd   03-09 0040
^BC-Calderra-Lock, 1st Add,40<
^ASTREL: crowns a day.<
	   ``We were told in May, and we were told it would take ten days,'' Varga said.

	   AP-WF-03-09-19 1622GMT<



a0430-----
u i BC-Calderra-Lock 1stLd-Writethru   03-09 0190
^BC-Calderra-Lock, 1st Ld-Writethru,190<
^Lock at Astrel to close; premier says bill will be paid<
^Eds: UPDATES with premier.<
^By JOAN TULLY=
^Associated Press=
	   ASTREL, Calderra (AP) _ The old sea lock at Astrel will close for six weeks from Monday while its gates are replaced, harbour master Clara Weiss said on Saturday.
	   ``Nobody will be stranded,'' Weiss told reporters on Tallow Quay. ``There is a second lock, and it works.''
	   The oak gates were hung in 1931. Ship owner Henrik Varga said the delay would cost his company 40,000 crowns a day.
	   ``We were told in May, and we were told it would take ten days,'' Varga said.
	   Prime Minister Tomas Brennick, asked about the bill, said only: ``It will be paid.''

	   AP-WF-03-09-19 1701GMT<



