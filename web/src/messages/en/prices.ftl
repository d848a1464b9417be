## What a gram costs.

prices-title = What a gram costs
prices-nothing-yet = The node knows no price yet. A file brings them in which a row is a purchase, a sale or an offer: what was paid, for how much of which substance, where and when, and how pure it was where that is known.
prices-send = Send a file
prices-reading = Reading the prices …

prices-which = Which prices
prices-substance = Substance
prices-all-substances = All substances
prices-place = Place
prices-all-places = All places
prices-level = Level
prices-all-levels = All levels
prices-currency = Currency
prices-per = One line for each
prices-per-year = year
prices-per-quarter = quarter
prices-per-month = month

prices-lead =
    { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } from { $figures ->
        [one] 1 typical figure
       *[other] { $figures } typical figures
    }, { $currency } for one gram, as of { $day }; { $out ->
        [one] 1 figure was
       *[other] { $out } figures were
    } left out. Pure grams stand apart from grams as sold, base from hydrochloride. The interval is that of the median at { $confidence }; a vendor counts once.
prices-none = No figure here tells a price.
prices-show-all = Show all
prices-left-out = What was left out, and why
prices-nothing-guessed = Nothing is guessed: what cannot be told for a gram is no price here.
prices-rates = Rates of exchange
prices-rate = { $rate } for one euro

prices-level-farm-gate = farm gate
prices-level-border = border
prices-level-wholesale = wholesale
prices-level-mid-level = mid level
prices-level-retail = retail
prices-level-online = online
prices-form-base = base
prices-form-hydrochloride = hydrochloride
prices-form-not-stated = form not stated
prices-gram-pure = pure gram
prices-gram-as-sold = gram as sold
prices-money-of = { $gram }, money of { $year }
prices-span = { $low } to { $high }
prices-purity-own = own of { $count }
prices-purity-stated = priced pure
prices-purity-strength = by the strength of a dose
prices-purity-period = { $purity } %, the median of { $count } in the period
prices-purity-unknown = not known

## The table of lines.

prices-what = what
prices-level-form-gram = level, form, gram
prices-period = period
prices-median = median, { $currency }
prices-interval-drawn = interval drawn
prices-scale = { $low } to { $high }, each tenfold as wide
prices-interval = interval
prices-range = stated range
prices-figures = figures
prices-purity = purity
prices-no-interval = none: { $of } of { $needed }
prices-no-median = no median
prices-median-spoken = median { $price } { $currency }, interval { $interval }
prices-range-spoken = stated range { $range }
prices-interval-spoken = interval { $interval }
prices-too-few = too few figures for an interval
prices-range-only = range only
prices-deals-of =
    { $vendors ->
        [one] { $deals } of 1 vendor
       *[other] { $deals } of { $vendors } vendors
    }
prices-to-rows = figures, to their rows
prices-drawn = Dot: median, hollow where figures are too few for an interval. Bar: its interval. Thin line: what sources state as lowest and highest. The figures of a line lead to their rows.
prices-more-lines =
    { $count ->
        [one] 1 more line
       *[other] { $count } more lines
    }

## The figures behind a line.

prices-figures-behind = Figures behind { $line }
prices-row = row
prices-figure = figure
prices-as-stated = as stated
prices-a-gram = a gram, { $currency }
prices-deal = deal, g
prices-row-of = { $source }, row { $row }
prices-which-typical = typical
prices-which-low = low
prices-which-high = high
prices-more-figures =
    { $count ->
        [one] 1 more figure
       *[other] { $count } more figures
    }
prices-reading-figures = Reading the figures …

## Over time.

prices-over-time = Over time
prices-subtitle = { $level }, { $form }, { $currency } for a { $gram }
prices-shown = Shown are the { $most } with most periods of { $count }; choose a substance or place for the others.
prices-beyond = Beyond the axis: { $list }.
prices-beyond-one = { $price } in { $period }
prices-in-table = The figures stand in the table above.

## How much less a gram costs in larger deals.

prices-larger = Larger deals
prices-larger-note = What a gram costs in a deal ten times as large, by the median of the slopes between all deals of different sizes.
prices-less = { $percent } % less
prices-more = { $percent } % more
prices-tenfold = tenfold deal
prices-power = power
prices-its-interval = its interval
prices-sizes = sizes, g
prices-deals = deals
prices-at = at { $deal } g, { $currency }
prices-beyond-sizes = beyond the sizes seen
prices-too-few-deals =
    { $count ->
        [one] 1 group has too few deals or sizes for a discount.
       *[other] { $count } groups have too few deals or sizes for a discount.
    }
