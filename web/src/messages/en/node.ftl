## Running the node.

node-title = Node
node-what-it-is = For those who run this node. Running it shows no data: what stands here names what came in by its marking alone.

node-health = Health
node-is-well = { $issuer } answers, with Watchfire { $version }.
node-detects = It detects { $every } (UTC), and after submissions.
node-detects-not = It detects after submissions, and at no other time.
node-prove = Prove every signature and file
node-look-over = Look for what a crash left
node-prove-note = The proof ends with the head of the audit: note it elsewhere, so that an audit written anew would be noticed.

node-retention = How long what came in is kept
node-retention-note = From retention.toml beside the ledger. What stands below will happen on its day; once a day the node does it by itself.
node-retention-rules = Rules of retention
node-about = About
node-after-review = When the day of review has passed
node-at-the-longest = At the longest
node-then-ask = it waits until somebody decides
node-then-erase =
    { $days ->
        [0] it is erased, unless somebody decided to keep it
        [one] it is erased a day later, unless somebody decides to keep it
       *[other] it is erased { $days } days later, unless somebody decides to keep it
    }
node-years =
    { $years ->
        [one] 1 year, whatever is decided
       *[other] { $years } years, whatever is decided
    }
node-no-end = no limit
node-within = What happens within
node-days = { $days } days
node-due = What will happen
node-when = When
node-what = What
node-submission = Submission
node-rows = Rows
node-kept = Kept because
node-has-come = that day has come
node-fate-decide = somebody is to decide
node-fate-erase-unless-kept = it is erased, unless somebody decides to keep it
node-fate-erase = it is erased
node-nothing-due = Nothing is to be reviewed or erased in that time.
node-erase-now =
    { $count ->
        [one] Erase 1 submission now; this cannot be undone
       *[other] Erase { $count } submissions now; this cannot be undone
    }

node-rules = Rules about who sees and does what
node-rules-note = What no rule permits is not there for somebody; what one rule forbids no other lifts. A node adds its own in policies/ beside the ledger.
node-rule = Rule
node-says = What it says
node-from = From
node-permits = permits
node-forbids = forbids
node-shipped = shipped

node-tokens = Tokens of programs
node-whose = Whose
node-token = Token
node-may = May
node-for = For
node-until = Until (UTC)
node-revoked = revoked
node-revoke = Revoke
node-no-tokens = No program has a token.
