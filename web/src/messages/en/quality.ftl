## Faults of the data.

quality-title = Faults of the data
quality-faults = Faults
quality-what-it-is = Figures that may mislead: a unit mistaken, a total copied, reporters that join or fall silent. Each waits for a person to say what is done about it. No figure is changed, by the program or by you.
quality-nothing-yet = Nothing has come in yet, so there is nothing to find fault with. Send a file first: faults are looked for after every file, and wait here for your decision.
quality-send = <a>Send a file</a>, or type <code>watchfire ingest FILE --mapping MAPPING</code>.
quality-ask-again = Ask again
quality-reading-all = Reading the faults …

quality-filters = Filters
quality-decided-or-not = Decided or not
quality-open = Not decided
quality-decided = Decided
quality-all = All
quality-fault = Fault
quality-all-faults = All faults
quality-all-sources = All sources
quality-shown =
    { $count ->
        [one] 1 fault here
       *[other] { $count } faults here
    }
quality-waiting =
    { $count ->
        [one] 1 waits for a decision in all
       *[other] { $count } wait for a decision in all
    }
quality-sources =
    { $count ->
        [one] 1 source
       *[other] { $count } sources
    }
quality-proposed = proposed: { $treatment }
quality-keys = <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>Enter</kbd> open
quality-none-passes = No fault passes these filters.
quality-show-all = Show all { $count }
quality-none-known =
    { $count ->
        [one] No fault is known in the figures of 1 source. What the checks cannot see, they cannot say.
       *[other] No fault is known in the figures of { $count } sources. What the checks cannot see, they cannot say.
    }

quality-look = Look at { $source } anew
quality-look-all = Look at all sources anew
quality-looking = Looking at the figures …
quality-looked =
    { $figures ->
        [one] Looked at 1 figure
       *[other] Looked at { $figures } figures
    }: { $new ->
        [0] nothing new
        [one] 1 new fault
       *[other] { $new } new faults
    }.

## What each fault is.

quality-fault-unit-outlier = Unit or decimal point in doubt
quality-fault-repeated-period = Period that repeats another
quality-fault-repeated-series = Series that repeats another
quality-fault-copied-total = Total copied from another year
quality-fault-total-differs = Total that is not the sum of its parts
quality-fault-new-reporters = Reporters that join
quality-fault-lost-reporters = Reporters that fall silent
quality-fault-duplicate-rows = Rows told twice
quality-fault-truncated = Capture that ends too early
quality-fault-impossible-value = Value that cannot be
quality-fault-heaping = Estimated amounts
quality-fault-changed-definition = Definition that changes
quality-fault-under-class = Reported under a class only

## What can be done about it, as it stands within a sentence, and what that means for what is computed.

quality-treatment-leave-out = leave it out
quality-does-leave-out = Its rows count in no sum, no series and no price. A period that it states is left open, which is not zero.
quality-treatment-count-once = count it once
quality-does-count-once = Of the rows that say the same, the first counts in sums and series; the others do not.
quality-treatment-use-parts = use the parts
quality-does-use-parts = The total counts for nothing; the figures of its parts do.
quality-treatment-new-series = begin a new series
quality-does-new-series = Series of these places, and of all around them, begin after the period: figures before it and after it are compared no more.
quality-treatment-lower-bound = mark as a lower bound
quality-does-lower-bound = The figures count as they are. Whoever opens a signal about them is told that they are incomplete.
quality-treatment-mind = keep it and say so
quality-does-mind = The figures count as they are. Whoever opens a signal about them is told of the fault.
quality-does-nothing = Nothing is done: its figures count as they are, and no signal speaks of it.

## Deciding.

quality-what-is-done = What is done about it?
quality-decision = Decision
quality-accept = <strong>Accept:</strong> it is a fault, treated as proposed: { $treatment }.
quality-reject = <strong>It is no fault:</strong> the finding is rejected.
quality-override = <strong>Override:</strong> it is a fault, treated in another way.
quality-instead = Instead
quality-because = Why? One line; name no person: these words stay in the ledger.
quality-do-accept = Accept
quality-do-reject = Keep as “no fault”
quality-do-override = Override
quality-latest-holds = The latest decision holds.
quality-changes-sums = It changes what detection adds up, from the next run on; no stored row changes.
quality-changes-nothing = No figure and no stored row changes.
quality-decided-moves = { $verdict }, as entry { $position } of the ledger. The list of signals stays as it is until the next detection. That one, and every later one, reads the figures so, for whatever day it is asked; signals that rested on them may go and others may come. Lists computed before can still be computed again as they were.
quality-decided-stays = { $verdict }, as entry { $position } of the ledger. No figure changes at the next detection, so the list of signals stays the same; a signal about these figures says what was decided.
quality-detect = Look at every series now
quality-detecting = Looking at every series …
quality-detected = Every series was looked at; the list of signals respects the decision now.
quality-to-signals = To the signals

quality-undecided = not decided
quality-decided-accepted = accepted: { $treatment }
quality-decided-rejected = judged to be no fault: the figures count as they are
quality-decided-overridden = overridden: { $treatment }
quality-verdict-accepted = accepted
quality-verdict-rejected = judged to be no fault
quality-verdict-overridden = overridden

## One fault.

quality-next = Next fault <kbd>j</kbd>
quality-decisions = Decisions so far
quality-holds = holds, entry { $position } of the ledger
quality-replaced = replaced since, entry { $position } of the ledger
quality-nobody-decided = Nobody has decided about it. Until then its figures count as they are.
quality-about = What it is about
quality-source = Source
quality-indicator = Indicator
quality-substance = Substance
quality-place = Place
quality-period = Period
quality-more-exactly = More exactly
quality-evidence = What speaks for it
quality-found-by =
    { $figures ->
        [one] Found by { $method }, version { $version }, as of { $day }, in look { $look } at 1 figure.
       *[other] Found by { $method }, version { $version }, as of { $day }, in look { $look } at { $figures } figures.
    }
quality-rows = Rows it was seen in
quality-row = row { $row }
quality-first-rows =
    { $count ->
        [one] The first { $first } of 1 row.
       *[other] The first { $first } of { $count } rows.
    }
quality-each-opens = Each opens as it was written.
quality-no-row = It names no single row.
quality-cannot = This fault cannot be shown
quality-gone = The latest look at its source does not find it any more, or never did.
quality-back = Back to the queue
quality-reading = Reading the fault …
