## Charts of series.

chart-latest = The latest figure is { $figure } in { $period }.
chart-latest-expected = The latest figure is { $figure } in { $period }, where { $expected } were expected.
chart-no-figure = No figure is known.
chart-alarms =
    { $count ->
        [one] One alarm is drawn: { $periods }.
       *[other] { $count } alarms are drawn: { $periods }.
    }
chart-last-alarms = { $count } alarms are drawn, the last six: { $periods }.
chart-no-alarm = No alarm.
chart-no-method = No method looked at it.
chart-expected-figure = expected { $figure }
chart-alarm-above = alarm above { $figure }
chart-alarm-below = alarm below { $figure }
chart-as-table = Figures as a table
chart-period = period
chart-figure = figure
chart-expected = expected
chart-bound = bound
chart-probably = probably, once all is in
chart-alarm = alarm
chart-rows = rows
chart-rows-behind = rows<unseen> behind { $period }</unseen>
chart-not-known = not known
chart-range = { $low } to { $high }
chart-drawn-from = Drawn from { $from } on; the figures begin with { $first }, and files taken along hold them all.
