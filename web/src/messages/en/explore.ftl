## The explorer: any series, first seen, seizure sizes.

explore-title = Explore
explore-views = Views
explore-view-series = Series
explore-view-first-seen = First seen
explore-view-sizes = Seizure sizes
explore-preset-cultivation = Cultivation and what it leads to
explore-listing = Making the list of all series; on a large node this takes some seconds …
explore-listing-as-of = Making the list of all series as of { $day }; on a large node this takes some seconds …
explore-no-series = There is no series yet: series are made of what comes in. Send a file with counts, amounts, prices or purities first.
explore-no-series-as-of = There is no series as of { $day }: series are made of what comes in. Send a file with counts, amounts, prices or purities first.
explore-send = <a>Send a file</a>, or type <code>watchfire ingest FILE --mapping MAPPING</code>.
explore-as-of =
    As of { $day }, ledger position { $position }: { $count ->
        [one] 1 series
       *[other] { $count } series
    }
explore-as-of-so-far =
    As of { $day }, ledger position { $position }: { $count ->
        [one] 1 series
       *[other] { $count } series
    }, { $read } read so far
explore-series-read = Series read

## Choosing.

explore-which = Which series
explore-part-substance = Substance
explore-part-place = Place
explore-part-indicator = Indicator
explore-part-source = Source
explore-part-cadence = Cadence
explore-part-unit = Unit
explore-all-substance = All substances
explore-all-place = All places
explore-all-indicator = All indicators
explore-all-source = All sources
explore-all-cadence = All cadences
explore-all-unit = All units
explore-clear = clear
explore-compared = Compared:
explore-compare-no-more = compare no more
explore-fit =
    { $count ->
        [one] 1 series fits
       *[other] { $count } series fit
    }
explore-fit-so-far =
    { $count ->
        [one] 1 series fits so far
       *[other] { $count } series fit so far
    }
explore-most-compared = { $most } are the most that are compared
explore-mark = mark those to compare
explore-known = { $first } to { $last }, { $known } of { $points } known
explore-more-series =
    { $count ->
        [one] 1 more series
       *[other] { $count } more series
    }

## Drawing.

explore-side-by-side = Side by side
explore-on-one-axis = On one axis
explore-refuses = The method refuses
explore-reading-figures = Reading the figures …
explore-choose-point = Choose a point of a chart, or "rows" in its table, to see the rows behind it.
explore-rows-behind = Rows behind the chosen point
explore-several = Several series on one axis
explore-all = all
explore-value-in = { $series }: { $value } in { $period }
explore-indexed = { $value } where its mean is 100
explore-index = Index
explore-index-note = their units differ: the mean of each line is 100
explore-whole-and-parts = { $series }, the whole and parts of it
explore-figures-table = Figures as a table
explore-period = period
explore-rows-of = Rows behind { $series }, { $period }: { $value }
explore-compare-whole = Compare the whole with
explore-compare = Compare { $series } with
explore-a-part = a part of it
explore-parts-counted = Its parts (setting, age, sex) are counted { $cadence }: choose that cadence to compare them.
explore-parts-counted-of = Parts of { $series } are counted { $cadence }: choose that cadence to compare them.

## A method laid over.

explore-method-over = A method laid over
explore-lay-method = Lay over a method
explore-no-method = none
explore-settings-of = Settings of { $method }
explore-yes = yes
explore-no = no
explore-usual = usual settings
explore-settings-mean = What the settings mean
explore-unless-changed = { $value } unless changed
explore-method-note = Shaded: figures that are no alarm. Each series is judged alone here; the list of signals weighs all that was looked at, and may say otherwise. Nothing is stored.

## First seen.

explore-first-seen-chart = Substances by the first period in which they were reported
explore-since-records = since records begin, { $period }
explore-and-more = { $place } and { $count } more
explore-first-seen =
    { $count ->
        [one] 1 substance or class first reported after the records of its source begin; a dot is a place, by the first period with a figure above zero.
       *[other] { $count } substances and classes first reported after the records of their source begin; a dot is a place, by the first period with a figure above zero.
    }
explore-newest = The newest is { $substance }, first in { $place }, { $period }.
explore-hollow = Hollow: reported there since the records begin, so it may be older. A place that began to report later looks the same as one where a substance is new.
explore-with-others =
    { $count ->
        [one] with 1 other, reported since the records begin
       *[other] with { $count } others, reported since the records begin
    }
explore-more = { $count } more
explore-first-seen-table = As a table, with the way to each series
explore-substance = substance
explore-place = place
explore-first-reported = first reported
explore-by = by
explore-none-above-zero = No series that fits has a figure above zero. Take a filter away.

## Seizure sizes.

explore-no-sizes = The node knows no single seizures with a mass. Send a file of seizures, one row each; yearly sums of seizures have no sizes.
explore-all-places = all places
explore-hold =
    { $count ->
        [one] 1 seizure of { $substance } holds { $mass }.
       *[other] { $count } seizures of { $substance } hold { $mass }.
    }
explore-half =
    { $count ->
        [one] { $share } of it is in 1 seizure of { $size } or more, { $part } of all: a sum in kilograms tells of these few.
       *[other] { $share } of it is in { $count } seizures of { $size } or more, { $part } of all: a sum in kilograms tells of these few.
    }
explore-sizes-chart = Share of seizures and of mass by size
explore-of-mass = of the mass
explore-of-seizures = of the seizures
explore-seizures-share =
    { $count ->
        [one] 1 seizure, { $share }
       *[other] { $count } seizures, { $share }
    }
explore-mass-share = { $share } of the mass
explore-span = { $low } to { $high }
explore-by-size = By size
explore-sizes-table = Sizes as a table
explore-size = size
explore-seizures = seizures
explore-mass = mass
explore-by-year = By year
explore-year = year
explore-median = median
explore-largest = largest
explore-the-largest = The largest
explore-no-seizure = No seizure of it with a mass is known here.
explore-reading-seizures = Reading the seizures …
