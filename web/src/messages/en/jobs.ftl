## What the node works at.

jobs-title = Jobs
jobs-what-it-is = Work that takes time goes on in the background, also while no page is open and after the node starts again. Nothing is done twice.
jobs-asked-again = It is asked again.
jobs-none = Nothing was asked of this node yet. <send>Send a file</send>; then start a detection here.
jobs-under-way =
    { $count ->
        [0] Nothing is under way.
        [one] 1 job is under way.
       *[other] { $count } jobs are under way.
    }
jobs-newer = Newer
jobs-older = Older

jobs-ask = Ask for work
jobs-as-known = As known on
jobs-nothing-later = and nothing later
jobs-today = today, if left empty
jobs-start-detection = Start detection
jobs-start-look = Look for faults of the data
jobs-prove = Prove the node
jobs-prove-note = Every signature, hash and file, as of now
jobs-begun = Job { $job } has begun.

jobs-kind-submission = Reading a file and storing it
jobs-kind-drop = Reading a file of the drop folder
jobs-kind-preview = Trying a file
jobs-kind-coverage = Looking up the names in a file
jobs-kind-proposal = Proposing a mapping
jobs-kind-look = Looking for faults of the data
jobs-kind-detection = Detection
jobs-kind-backtest = Replaying history
jobs-kind-reproduction = Computing a signal again
jobs-kind-verification = Proving the node
jobs-kind-checkup = Looking the node over
jobs-kind-retention = Erasing what has come to its end

jobs-asked-request = on request
jobs-asked-submission = after a file was stored
jobs-asked-schedule = on schedule
jobs-asked-drop-folder = from the drop folder

jobs-as-of = as of { $day }
jobs-since = since { $day }
jobs-of = of { $source }
jobs-part = part { $part }
jobs-events = for { $count } known events
jobs-by-day = by day
jobs-by-week = by week
jobs-by-month = by month
jobs-by-quarter = by quarter
jobs-by-year = by year

jobs-when = { $when }, { $reason }
jobs-under-a-second = under a second
jobs-seconds = { $count } s
jobs-minutes = { $count } min
jobs-hours = { $count } h
jobs-tries = begun { $count } times
jobs-number = job { $job }
jobs-stop = Stop
jobs-failed = Failed.
jobs-stopped = Stopped: nothing more was stored.
jobs-done = Done
jobs-less = Less
jobs-result = What came of it

jobs-file =
    { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } read, { $accepted } accepted; { $facts ->
        [one] 1 fact.
       *[other] { $facts } facts.
    }
jobs-submission = The submission
jobs-faults =
    { $count ->
        [one] 1 new fault of the data.
       *[other] { $count } new faults of the data.
    }
jobs-all-faults = All faults
jobs-not-looked = The data was not looked at for faults.
jobs-run = { $series } series looked at, { $not } not assessable; { $findings ->
        [one] 1 finding.
       *[other] { $findings } findings.
    }
jobs-list-of = The list of { $day }
jobs-proven =
    { $entries ->
        [one] 1 entry
       *[other] { $entries } entries
    } of the log and { $files ->
        [one] 1 file
       *[other] { $files } files
    } proven; { $wrong ->
        [0] nothing is wrong.
       *[other] { $wrong } wrong.
    }
jobs-root = Root: <code>{ $root }</code>
jobs-audit-head = Head of the audit: <code>{ $head }</code>
jobs-wrong =
    { $count ->
        [0] Nothing is wrong.
       *[other] { $count } wrong.
    }
jobs-same =
    { $count ->
        [one] { $same } of 1 finding came out the same to the bit.
       *[other] { $same } of { $count } findings came out the same to the bit.
    }
jobs-signal = The signal
jobs-in-time =
    { $count ->
        [one] { $raised } of 1 event raised in time; { $others } other signals a year.
       *[other] { $raised } of { $count } events raised in time; { $others } other signals a year.
    }
jobs-proposed =
    { $rows ->
        [one] 1 row of { $tried } can be read as proposed.
       *[other] { $rows } rows of { $tried } can be read as proposed.
    }
