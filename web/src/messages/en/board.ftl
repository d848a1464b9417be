## The list of signals, as of a day.

board-making = Looking at every series …
board-reading = Reading the list …
board-signals = Signals
board-title = Signals as of { $day }
board-filters = Filters
board-state = State
board-state-open = Open
board-state-all = All
board-state-real = Real
board-state-false = False
board-state-unclear = Unclear
board-mine = Mine
board-new-since = New since my last visit
board-substance = Substance or class
board-all-substances = All substances
board-place = Place
board-all-places = All places
board-indicator = Indicator
board-all-indicators = All indicators
board-words-in = Words in a signal
board-words = Words
board-count =
    { $count ->
        [one] 1 signal here, of which { $false } are expected to be false · computed { $day }
       *[other] { $count } signals here, of which { $false } are expected to be false · computed { $day }
    }
board-few = fewer than 0.1
board-computed = computed { $day }
board-judged-apart =
    { $count ->
        [one] 1 is judged, and not among the open
       *[other] { $count } are judged, and not among the open
    }
board-more = { $count } more
board-none-pass = No signal passes these filters.
board-show-all = Show all { $count }
board-nothing-changing =
    { $count ->
        [one] Nothing that was looked at is changing. 1 series was looked at as of { $day }.
       *[other] Nothing that was looked at is changing. { $count } series were looked at as of { $day }.
    }
board-aside = Where, and the chosen signal

board-alarms-since =
    { $count ->
        [one] One alarm since { $day }, in all its series.
       *[other] { $count } alarms since { $day }, in all its series.
    }
board-chance = The chance that it is real is { $chance }.
board-against = Against: { $indicators }.
board-against-nothing = Against: no series that was heard speaks against it.
board-missing = Missing: { $indicators }.
board-doubt = Doubt.
board-age = Old.
board-evidence = All the evidence

board-day = What was known on a day
board-known-on = What was known on
board-lists = Lists were made for { $count } days
board-lists-span =
    { $count ->
        [one] A list was made for one day, { $from }
       *[other] Lists were made for { $count } days, from { $from } to { $to }
    }
board-day-alarms =
    { $count ->
        [one] { $day }: 1 alarm
       *[other] { $day }: { $count } alarms
    }
board-list-before = The list before
board-list-after = The list after
board-latest = latest <kbd>t</kbd>

board-not-for-you = Nothing is there for you
board-not-for-you-why = Nothing has come in that your roles show for { $purpose }. Another of your purposes may show more; whoever runs the node gives roles and purposes.
board-empty = Nothing has come in yet
board-empty-why = This node has no figures. Send it a table as it lies on your disk; it proposes how to read it.
board-send-first = Send the first file
board-a-minute = This may take a minute on a large node.
board-no-list-for = No list was made for { $day }
board-no-list = No list was made yet
board-can-look-then = The node can look at every series as it was known on that day, and at nothing later.
board-can-look-now = The node can look at every series now.
board-make = Make the list

board-looked = { $count } series looked at
board-looked-of = { $part } of { $count } series looked at
board-why-not =
    { $not ->
        [one] { $looked }; 1 series was not: why
       *[other] { $looked }; { $not } series were not: why
    }
board-why-held =
    { $held ->
        [one] { $looked }; 1 line was held back: why
       *[other] { $looked }; { $held } lines were held back: why
    }
board-why-both =
    { $not ->
        [one] { $looked }; 1 series was not, { $held ->
            [one] 1 line was held back: why
           *[other] { $held } lines were held back: why
        }
       *[other] { $looked }; { $not } series were not, { $held ->
            [one] 1 line was held back: why
           *[other] { $held } lines were held back: why
        }
    }
board-too-short =
    { $count ->
        [one] 1 series is too short, or nothing moves in them.
       *[other] { $count } series are too short, or nothing moves in them.
    }
board-silent =
    { $count ->
        [one] 1 series has had no figure for over 18 months.
       *[other] { $count } series have had no figure for over 18 months.
    }
board-silent-are =
    { $count ->
        [one] 1 series has had no figure for over 18 months; silent are { $sources }.
       *[other] { $count } series have had no figure for over 18 months; silent are { $sources }.
    }
board-silent-source = { $source } ({ $indicator }, last { $day })
board-not-kept = How many series of silent sources there are, and which lines were held back, was not kept with this list.
board-held =
    { $count ->
        [one] 1 line was held back: a line needs a chance of being real of one half, of an opioid one tenth, or three alarms lately.
       *[other] { $count } lines were held back: a line needs a chance of being real of one half, of an opioid one tenth, or three alarms lately.
    }
board-its-series = { $name }: its series
board-held-chance = chance that it is real { $chance }
board-no-chance = no chance can be stated
board-looked-not-kept = { $looked }; of silent sources and lines held back nothing was kept with this list

board-followed-signals = What you follow
board-since-visit = Since your last visit
board-close = close
board-notice-gone = is not on this list any more
board-notice-alarm = has a new alarm, to { $day }
board-notice-rests =
    { $count ->
        [one] rests on 1 alarm now, { $before } before
       *[other] rests on { $count } alarms now, { $before } before
    }
board-notice-open = is open again
board-notice-judged-real = was judged real
board-notice-judged-false = was judged false
board-notice-judged-unclear = was judged unclear
board-notice-both = { $one } and { $other }

board-new = NEW
board-synthetic = SYNTHETIC
board-followed = followed
board-since = since { $day }
board-last-alarm = last alarm { $day }
board-last-alarm-months =
    { $months ->
        [one] last alarm { $day }, 1 month before this list
       *[other] last alarm { $day }, { $months } months before this list
    }
board-speaks-against = speaks against
board-last-periods = The last { $count } periods: { $says }
board-chance-real = chance it is real
board-direction-rise = rise
board-direction-fall = fall
board-direction-new = new
board-is-open = Open
board-judged-real = Judged real
board-judged-false = Judged false
board-judged-unclear = Judged unclear
board-score = score { $score }
