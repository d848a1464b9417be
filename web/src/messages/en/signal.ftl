## One signal.

signal-signals = Signals
signal-rank = rank { $rank } of { $count }
signal-as-of = as of { $day }
signal-synthetic = SYNTHETIC
signal-judged = judged { $verdict }
signal-purposes = for { $purposes }
signal-no-purpose = no purpose that all its files share
signal-alarms =
    { $alarms ->
        [one] One alarm of this signal
       *[other] { $alarms } alarms of this signal
    } since { $day }, { $series ->
        [one] all in one series
       *[other] in { $series } series
    }.
signal-chance-small = The chance that this is not real is { $chance }.
signal-chance-about = The chance that this is not real is about { $chance }.
signal-no-chance = Its method states no chance.
signal-follow = Follow
signal-followed = Followed
signal-next = next signal <kbd>j</kbd>
signal-fact-chance = chance that it is real
signal-fact-onset = first alarm of the run
signal-fact-times = of what was expected
signal-fact-looked = series looked at that day
signal-fact-score = score of 100
signal-series-behind = Series behind the signal
signal-lay-over = Lay over what was known on
signal-take-away = take it away
signal-known-on = known on { $day }
signal-three-months = three months together
signal-shaded = Shaded: figures that raise no alarm.
signal-shown = Shown are { $shown } of { $count } series.
signal-erased = Evidence was erased since
signal-erased-note =
    { $count ->
        [one] 1 submission of its sources was erased after this run; it may have rested on it.
       *[other] { $count } submissions of its sources were erased after this run; it may have rested on them.
    }
signal-cannot = This signal cannot be shown
signal-lists-near = Lists near that day:
signal-make-list = Make a list for { $day }
signal-back = Back to the list
signal-reading = Reading the evidence …

## What speaks for it and against it.

signal-weighing = For, against, missing <soft>in bits</soft>
signal-relation-same = same substance and place
signal-relation-wider = a wider class or place
signal-relation-narrower = a part of it
signal-one-alike = { $alone } times { $count }, as the smallest of { $count } series alike
signal-share = Its share of all that the source counts
signal-share-note = { $before } of { $before_of } before, { $now } of { $now_of } now
signal-share-heard = { $before } of { $before_of } before, { $now } of { $now_of } now: heard above already
signal-share-nothing = { $before } of { $before_of } before, { $now } of { $now_of } now: nothing against it
signal-together = All sources added up
signal-together-note = what their counts say together, beyond what each says
signal-prior = Before anything was heard
signal-prior-note = { $chance } that any series of this source has changed lately
signal-sum = Sum
signal-sum-chance = Sum: a chance of { $chance }
signal-missing = Missing: { $list }.
signal-none-missing = Every source that reports this place was heard.
signal-not-weighed = Its method gives no chance, so nothing could be weighed.
signal-contradicted = It is contradicted.
signal-one-row = One row.
signal-heard = { $series }: { $says }
signal-speaks-for = speaks for it
signal-speaks-against = speaks against it
signal-says-little = says little

## Why it stands where it stands.

signal-why-ranked = Why it is ranked so
signal-of-most = of { $most }
signal-score = Score

## Of whom.

signal-of-whom = Of whom, and where
signal-no-parts = Its source tells no setting, age, sex or subgroup, or none for this place: parts are counted for countries and for all that a source covers.
signal-column-setting = setting
signal-column-age = age
signal-column-sex = sex
signal-now = now
signal-before = two years before
signal-more-than-before = more than before
signal-others = others, or not told
signal-events =
    { $count ->
        [one] 1 event of the leading series in its alarmed periods. “More than before”: such a share has a chance below 1 in 100 had it not grown; a source may also have changed its words.
       *[other] { $count } events of the leading series in its alarmed periods. “More than before”: such a share has a chance below 1 in 100 had it not grown; a source may also have changed its words.
    }

## What stands beside it.

signal-related = Related signals
signal-same-substance = same substance
signal-same-place = same place
signal-same-class = same class and country
signal-related-rank = { $why }, rank { $rank }
signal-quality = Data quality that touches this
signal-more-faults = and { $count } more
signal-no-fault = No fault is known in figures of this substance and place.
signal-in-general = Of these figures in general:
signal-how-found = How it was found

## The rows behind a figure.

signal-rows-behind = Rows behind { $series }, { $period }
signal-file-and-row = file and row
signal-as-written = as it was written
signal-row-of = { $file }, row { $row }
signal-file-erased = the file was erased
signal-more-rows =
    { $count ->
        [one] 1 more row
       *[other] { $count } more rows
    }
signal-choose-another = Choose another point of a chart, or a row of its table, to see the rows behind it.
signal-reading-rows = Reading the rows …
signal-no-row = No row is behind this figure.

## What people say of it.

signal-judge = Judge
signal-judge-this = Judge this signal
signal-what-was-it = What did it turn out to be?
signal-verdict = Verdict
signal-judge-real = Real: something has changed out there
signal-judge-false = False: an artefact, or chance
signal-judge-unclear = Unclear: it cannot be told yet
signal-verdict-real = real
signal-verdict-false = false
signal-verdict-unclear = unclear
signal-because = Why? Name no person: these words stay in the log.
signal-keep-verdict = Keep the verdict
signal-cancel = Cancel
signal-verdicts = Verdicts so far, the last holds
signal-verdict-note = A verdict changes no figure, score or detector; it counts how often the list was right.
signal-comments = Comments
signal-to-colleagues = Say something to colleagues. Name no person: it stays in the log.
signal-comment = Comment

## What can be taken along.

signal-take = Take it along
signal-take-figures = Figures (CSV)
signal-take-picture = Picture ({ $as })
signal-picture-address = The picture's address
signal-citation = Watchfire, signal { $signal } as of { $day }, run { $run } at ledger position { $position }, digest { $digest }; sources: { $sources }.
signal-not-painted = The picture could not be painted.
signal-again = Compute it again
signal-again-now = Compute it now
signal-computing = Computing every finding again …
signal-all-same = All { $count } come out the same to the bit.
signal-some-same = { $same } of { $count } come out the same; the others rest on data or a method that is not here any more.
