## Who looked at what, for those who answer for it.

audit-title = Audit
audit-what-it-is = Every look at what this node holds, every change and every act of those who run it is on record before it is answered, and so is every look at this page.
audit-entries = What is on record
audit-none = Nothing of the kind is on record.
audit-more = Earlier entries
audit-any = any

audit-to-submission = Who looked at a record?
audit-submission = File name, source, day or id
audit-row = Row (all of it, if left out)
audit-to-person = What did somebody do, and what do they not see?
audit-name = Name that signs in
audit-find = Find
audit-found =
    { $count ->
        [0] No file that came in has all these words.
        [one] One file that came in has all these words.
       *[other] { $count } files that came in have all these words.
    }
audit-found-more = The latest { $shown } are shown: write more words.
audit-found-day = Day
audit-found-file = File
audit-found-source = Source
audit-found-rows = Rows
audit-found-marked = Marking
audit-show = Show

audit-when = When (UTC)
audit-who = Who
audit-what-for = What for
audit-did = What they did
audit-about = About
audit-reason = Reason given
audit-outcome = What came of it
audit-from = From
audit-to = To
audit-rows = rows { $rows }
audit-asked = how it was asked
audit-number = entry { $number }, by { $means }

audit-act-read = looked at it
audit-act-search = searched
audit-act-count = counted
audit-act-export = took it out
audit-act-decide = sent in or decided
audit-act-administer = ran the node
audit-act-oversee = looked at the audit
audit-act-sign-in = signed in
audit-act-sign-out = signed out
audit-act-account = changed how they come in
audit-act-knock = asked without being let in

audit-outcome-allowed = done
audit-outcome-refused = refused
audit-outcome-failed = came to nothing

audit-kind-submission = submission
audit-kind-signal = signal
audit-kind-finding = fault of the data
audit-kind-facts = facts
audit-kind-person = account
audit-kind-token = token
audit-kind-session = session
audit-kind-job = job
audit-kind-boundary = boundary file
audit-kind-entry = entry

audit-who-terminal = at the node’s own terminal
audit-who-node = the node by itself
audit-who-nobody = nobody who was let in

audit-one-submission = Submission { $id }
audit-row-of = Row { $row } of submission { $id }
audit-came-from = From { $issuer }
audit-marking = for { $purposes } · about { $subjects }
audit-subjects-none = nobody
audit-subjects-deceased = people who died
audit-subjects-service-users = people in contact with health or social services
audit-subjects-suspects = suspects
audit-subjects-victims-and-witnesses = victims, witnesses or contacts
audit-who-looked = Who looked at it
audit-who-looked-note = Figures and charts that it is counted in are not listed: they show none of its rows.
audit-nobody-looked = Nobody looked at it.
audit-saw-row = saw this row
audit-saw-rows = saw rows of it
audit-saw-submission = saw what it is, or all of it
audit-saw-perhaps = asked about all facts; it may have been among them
audit-saw-withheld = asked about all facts; this was not there for them
audit-saw-nothing = asked for it; it was not shown to them
audit-then = Was there for them
audit-then-note = What was there for somebody is told for what they were when they looked. A token may have narrowed it.
audit-then-changed = The rules have changed since; this is by those of today.
audit-then-unknown = Which rules held then is not on record; this is by those of today.
audit-take = Take this list as CSV
audit-cut = There are more than these.
audit-who-may = Who may see it
audit-now = As accounts and rules stand now; what somebody was when they looked stands with each entry.
audit-may = May
audit-may-read = look at it
audit-may-search = search
audit-may-count = count
audit-may-export = take it out
audit-may-decide = decide about it
audit-may-administer = run the node
audit-may-oversee = look at the audit
audit-why = Why
audit-no-rule = No rule permits it.
audit-nothing = nothing: it is not there for them
audit-closed = The account is closed.
audit-no-accounts = Nobody has an account: whoever has the link of this node sees everything.

audit-what-there-is = What is there for them
audit-marked = Marked
audit-submissions = Submissions
audit-so-many =
    { $count ->
        [one] 1 submission
       *[other] { $count } submissions
    }
audit-what-they-did = What they did
audit-all-they-did = All that is on record of them

audit-gone = The audit is not what it was
audit-gone-what = Entry { $number }, which stood last when this browser looked on { $at }, is not there any more as it was: entries were taken away or written anew, or the node was restored from a backup. Have somebody whom you trust run `watchfire verify`, and say so to your data-protection officer.
audit-gone-known = I know why: go on from here

audit-reason-label = because
audit-reason-example = reason, for the record
audit-ask-title = Say why you look
audit-ask-why = These rows are about people, or were handed over for the work of police or customs. Nobody looks at them without a reason; yours goes on record with what you look at until you change it at the head of the page.
audit-ask-label = Reason
audit-ask-look = Look
audit-ask-leave = Do not look

audit-openings = Accounts that wait for you
audit-openings-what = Who runs the node opens it to nobody alone. Say yes where you know that it is right; else ask first.
audit-opening = { $asked_by } asks: { $name } ({ $shown_name }, { $of }) as { $roles }, for { $purposes }
audit-opening-yes = Yes, open it
audit-opening-no = No
audit-opening-yes-to = Yes, open { $name }
audit-opening-no-to = No, leave { $name } closed
audit-opening-invited = By a new invitation: whoever has its link chooses the password.
