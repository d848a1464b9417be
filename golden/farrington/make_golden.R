# Writes the files of this folder and of ../ears: Rscript make_golden.R (in this folder).
# The series are simulated here; the results are those of R surveillance 1.20.3.
suppressMessages(library(surveillance)); options(warn = -1)
internal <- asNamespace("surveillance")
set.seed(20261122)
f17 <- function(x) ifelse(is.na(x), "", ifelse(is.infinite(x), ifelse(x > 0, "Inf", "-Inf"), formatC(x, digits = 17, format = "g", width = 1)))
counts <- function(n, level, season, frequency, dispersion = 1, slope = 0) {
  t <- seq_len(n); mean <- exp(level + season * cos(2 * pi * t / frequency) + slope * t)
  if (dispersion > 1) rnbinom(n, mu = mean, size = mean / (dispersion - 1)) else rpois(n, mean)
}
write_case <- function(file, y, frequency, range, control, dates = NULL, population = NULL) {
  input <- list(observed = matrix(y), frequency = frequency, start = c(2000, 1))
  if (!is.null(dates)) { input$epoch <- as.numeric(dates); input$epochAsDate <- TRUE }
  if (!is.null(population)) input$population <- matrix(population)
  control$range <- range; control$verbose <- FALSE; control$glmWarnings <- FALSE
  r <- farringtonFlexible(do.call(sts, input), control = control); k <- r@control
  at <- function(v) { z <- rep("", length(y)); z[range] <- f17(as.numeric(v)); z }
  write.csv(data.frame(t = seq_along(y), date = if (is.null(dates)) "" else format(dates), observed = f17(y),
    population = if (is.null(population)) "" else f17(population), upperbound = at(upperbound(r)[, 1]),
    alarm = at(alarms(r)[, 1]), expected = at(k$expected[, 1]), trend = at(k$trend[, 1]),
    trend_coef = at(k$trendVector[, 1]), phi = at(k$phiVector[, 1])), file, row.names = FALSE, quote = FALSE)
}
improved <- list(noPeriods = 10, b = 5, w = 3, weightsThreshold = 2.58, pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.005)
original <- list(noPeriods = 1, b = 5, w = 3, weightsThreshold = 1, pastWeeksNotIncluded = 3, pThresholdTrend = 0.05, thresholdMethod = "delta", alpha = 0.005)
with <- function(a, ...) { l <- list(...); a[names(l)] <- l; a }
y <- counts(400, 2, 0.6, 52, 2.2, 0.002); y[c(150, 151, 390)] <- y[c(150, 151, 390)] + 40
write_case("weekly_1996.csv", y, 52, 341:400, original)
write_case("weekly_2013.csv", y, 52, 341:400, improved)
write_case("weekly_muan_root.csv", y, 52, 341:400, with(improved, thresholdMethod = "muan", noPeriods = 7, b = 3, w = 2, pastWeeksNotIncluded = 12, alpha = 0.05))
write_case("weekly_delta_root_once.csv", y, 52, 341:400, with(original, powertrans = "1/2", reweight = FALSE, noPeriods = 4, trend = FALSE))
write_case("weekly_delta_plain.csv", y, 52, 361:400, with(original, powertrans = "none", b = 2, pastWeeksNotIncluded = 8, limit54 = c(0, 4)))
weeks <- seq(as.Date("2014-01-06"), by = "week", length.out = 400)
write_case("weekly_dated_53_weeks.csv", counts(400, 1.5, 0.8, 52.18, 1.4), 52, 280:400, with(improved, b = 4), weeks)
z <- counts(400, -0.5, 1.2, 52, 1.3); z[cos(2 * pi * seq_along(z) / 52) < -0.3] <- 0; z[c(8, 100, 133:137, 200, 395)] <- NA
write_case("weekly_missing_and_empty_season.csv", z, 52, 215:400, with(improved, b = 4, limit54 = c(0, 4), pThresholdTrend = 0.3), weeks)
write_case("weekly_all_zero.csv", c(rep(0, 349), 2), 52, 340:350, with(improved, limit54 = c(0, 4)))
months <- seq(as.Date("2008-02-01"), by = "month", length.out = 140)
write_case("monthly_dated_muan.csv", counts(140, 3, 0.4, 12, 3), 12, 75:140, list(b = 5, w = 1, noPeriods = 4, pastWeeksNotIncluded = 6, thresholdMethod = "muan", alpha = 0.01, weightsThreshold = 2.58, pThresholdTrend = 1), months)
persons <- round(1e6 * exp(cumsum(rnorm(140, 0, 0.01))))
write_case("monthly_population.csv", rpois(140, persons * 2e-5), 12, 75:140, list(b = 5, w = 1, noPeriods = 1, pastWeeksNotIncluded = 1, thresholdMethod = "delta", alpha = 0.01, populationOffset = TRUE), NULL, persons)
write_case("quarterly.csv", counts(60, 3, 0.3, 4, 2), 4, 30:60, list(b = 5, w = 0, noPeriods = 4, pastWeeksNotIncluded = 1, thresholdMethod = "nbPlugin", alpha = 0.01, weightsThreshold = 2.58, pThresholdTrend = 1, limit54 = c(5, 1)))
days <- as.Date("2016-02-01") + 0:1199
write_case("daily_dated.csv", counts(1200, 1, 0.5, 365.25), 365, 1190:1200, list(b = 3, w = 7, noPeriods = 5, pastWeeksNotIncluded = 28, thresholdMethod = "nbPlugin", alpha = 0.01, weightsThreshold = 2.58, pThresholdTrend = 1), days)

day <- sort(unique(c(seq(as.Date("2008-12-22"), by = 11, length.out = 330), as.Date(c("2012-02-29", "2016-02-29", "2016-12-31", "2020-12-31")))))
back <- function(kind, frequency) t(sapply(seq_along(day), function(i) format(internal$algo.farrington.referencetimepoints(day[i], b = 5, freq = frequency, epochAsDate = TRUE, epochStr = kind)[-1])))
write.table(cbind(format(day), back("week", 52), back("month", 12)), "reference_points.csv", sep = ",", quote = FALSE, row.names = FALSE,
  col.names = c("day", paste0("week_", 1:5), paste0("same_day_", 1:5)))

rows <- list(); add <- function(law, a, b, x, value) rows[[length(rows) + 1]] <<- data.frame(law, a, b, x, value)
for (mean in c(1e-9, 0.01, 0.3, 1, 4.5, 20, 133.7, 2500, 1e6)) for (dispersion in c(1, 1 + 1e-9, 1.01, 1.7, 6, 250)) {
  size <- mean / (dispersion - 1)
  quantile <- function(p) if (dispersion == 1) qpois(p, mean) else qnbinom(p, size = size, mu = mean)
  tail <- function(x) if (dispersion == 1) ppois(x - 1, mean, lower.tail = FALSE) else pnbinom(x - 1, size = size, mu = mean, lower.tail = FALSE)
  for (p in c(0.5, 0.95, 0.995, 0.9999)) {
    if (dispersion != 1 + 1e-9) add("quantile", mean, dispersion, p, quantile(p))
    x <- quantile(p) + 1; add("tail", mean, dispersion, x, tail(x))
  }
}
for (z in c(-8, -2, -0.3, 0, 0.7, 1.96, 3, 6, 20)) add("normal_tail", 0, 1, z, pnorm(z, lower.tail = FALSE))
for (p in c(1e-10, 0.001, 0.02, 0.3, 0.5, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 1 - 1e-9)) add("normal_quantile", 0, 1, p, qnorm(p))
for (df in c(1, 2, 5, 30, 250)) for (t in c(0, 1e-6, 0.4, 1.9, 5, 40)) add("student", df, 0, t, 2 * pt(-t, df))
table <- do.call(rbind, rows); table[2:5] <- lapply(table[2:5], f17)
write.csv(table, "distributions.csv", row.names = FALSE, quote = FALSE)

e <- counts(120, 1.6, 0, 52, 1.5); e[60] <- e[60] + 20; e[30] <- NA; e[90:104] <- 2; e[104] <- 5
for (method in c("C1", "C2", "C3")) for (settings in list(list(name = "published", control = list(method = method)), list(name = "wide", control = list(method = method, baseline = 14, minSigma = 0.5, alpha = 0.01)))) {
  r <- earsC(sts(observed = matrix(e), frequency = 52, start = c(2000, 1)), control = settings$control)
  first <- 120 - nrow(upperbound(r)) + 1; at <- function(v) c(rep("", first - 1), f17(as.numeric(v)))
  write.csv(data.frame(t = 1:120, observed = f17(e), upperbound = at(upperbound(r)[, 1]), alarm = at(alarms(r)[, 1])),
    sprintf("../ears/%s_%s.csv", tolower(method), settings$name), row.names = FALSE, quote = FALSE)
}
