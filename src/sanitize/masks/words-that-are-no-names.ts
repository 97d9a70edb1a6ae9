/** Values in columns of personal data that name nobody: a role (many from RFC 2142), or that nothing is known. */
export const placeholderWords: ReadonlySet<string> = new Set(
  `abuse admin administrator anonymous billing contact customer customers daemon default deleted empty
  everybody everyone ftp guest help hostmaster info list mail mailer-daemon marketing members n/a n.a. news
  newsletter no-reply nobody noc noreply none null office orders owner postmaster recipient recipients root
  sales security service spam staff subscriber subscribers support system team tba tbd test unknown unlisted
  usenet user users uucp various webmaster www`.split(/\s+/),
);

/** A name with one of these is that of a list, a group or an organisation, so its parts are no person's. */
export const groupWords: ReadonlySet<string> = new Set(
  `admin administrator advisories advisory alert alerts announce association bot club committee community company computing consulting corp corporation customers
  department digest discussion discussions foundation gmbh group inc institute list lists llc ltd mailing
  network newsletter online research robot sales security services society software support swap systems talk team university users
  weekly`.split(/\s+/),
);

/** Words that may stand in a name ("Attila the Hun") and, at the head of a sentence, in any prose. */
export const functionWords: ReadonlySet<string> = new Set(
  `aka all and any are but can esq ext for from had has have her him his how iii its jnr mrs new nor not now off
  one our out phd she snr some than that the their them then they this via was were what when where which who
  why with you your`.split(/\s+/),
);

/** What accounts are called that are nobody's, and columns of roles, plans and states hold as well. */
export const statusWords: ReadonlySet<string> = new Set(
  `accepted account active agent archived available banned basic beta blocked business canceled cancelled closed
  completed confirmed demo developer disabled draft editor employee enabled enterprise error expired external failed
  finished gold guest hidden inactive internal invited locked manager member moderator open operator other owner
  paid partner paused pending personal platinum premium private processed professional public published refunded
  rejected registered removed reviewer sales sent shipped silver staff standard student supervisor suspended teacher
  temporary trial unpaid user verified viewer visitor`.split(/\s+/),
);
