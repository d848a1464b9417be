# Writes series.csv and charts.csv: Rscript make_golden.R (in this folder).
# The series is simulated here; the results are those of R surveillance 1.20.3.
suppressMessages(library(surveillance)); options(warn = -1)
set.seed(20261123)
f17 <- function(x) ifelse(is.finite(x), formatC(x, digits = 17, format = "g", width = 1), "")
n <- 180; t <- seq_len(n)
level <- exp(1.6 + 0.5 * cos(2 * pi * t / 52) + 0.3 * sin(2 * pi * t / 52))
y <- rnbinom(n, mu = level, size = 6)
y[120:122] <- y[120:122] + c(6, 14, 9); y[133:136] <- c(0, 0, 1, 0); y[150:153] <- y[150:153] + c(5, 8, 15, 11)
write.csv(data.frame(t, observed = y, mean = f17(level)), "series.csv", row.names = FALSE, quote = FALSE)
series <- suppressWarnings(create.disProg(week = t, observed = y, state = 0 * t, start = c(2001, 1), freq = 52))
range <- 110:n; mu <- level[range]
rows <- list()
case <- function(name, chart, ...) {
  r <- suppressMessages(chart(series, control = list(range = range, ...)))
  statistic <- if (is.null(r$cusum)) rep(NA, length(range)) else r$cusum
  rows[[length(rows) + 1]] <<- data.frame(case = name, t = range, upperbound = f17(as.numeric(r$upperbound)),
    alarm = as.integer(r$alarm), cusum = f17(as.numeric(statistic)))
}
for (kind in c("standard", "rossi", "anscombe", "anscombe2nd", "pearsonNegBin", "none"))
  case(paste0("cusum_", kind), algo.cusum, k = if (kind == "none") 7 else 0.8, h = 3, m = "glm", trans = kind, alpha = 0.15)
case("cusum_anscombeNegBin", algo.cusum, k = 0.8, h = 3, trans = "anscombeNegBin", alpha = 0.15)
case("cusum_anscombeNegBin_steep", algo.cusum, k = 0.5, h = 2, m = 3.5, trans = "anscombeNegBin", alpha = 1.7)
case("poisson_epidemic", algo.glrpois, c.ARL = 4, mu0 = mu, change = "epi", ret = "value")
case("poisson_epidemic_window", algo.glrpois, c.ARL = 6, mu0 = mu, change = "epi", ret = "value", M = 8, Mtilde = 3)
case("poisson_epidemic_fitted", algo.glrpois, c.ARL = 5, change = "epi", ret = "value", M = 2)
case("negative_binomial_epidemic", algo.glrnb, c.ARL = 3, mu0 = mu, alpha = 0.2, change = "epi", ret = "value")
case("negative_binomial_epidemic_window", algo.glrnb, c.ARL = 2, mu0 = mu, alpha = 0.1, change = "epi", ret = "value", M = 6, Mtilde = 2)
case("negative_binomial_epidemic_fitted", algo.glrnb, c.ARL = 3, mu0 = list(S = 1, trend = TRUE), alpha = 0.2, change = "epi", ret = "value")
case("poisson_refitted", algo.glrpois, c.ARL = 4, mu0 = list(S = 1, trend = TRUE, refit = TRUE), ret = "value")
case("negative_binomial_refitted", algo.glrnb, c.ARL = 2, mu0 = list(S = 2, trend = FALSE, refit = TRUE), alpha = 0.15, ret = "value")
case("negative_binomial_all_fitted", algo.glrnb, c.ARL = 2, mu0 = list(S = 1, trend = FALSE, refit = TRUE))
case("poisson_falls_window", algo.glrpois, c.ARL = 3, mu0 = mu, dir = "dec", M = 10, Mtilde = 2, ret = "value")
case("negative_binomial_falls", algo.glrnb, c.ARL = 2, mu0 = mu, alpha = 0.2, dir = "dec", ret = "value")
case("poisson_known_shift", algo.glrpois, c.ARL = 3, mu0 = mu, theta = 0.7, ret = "cases")
case("negative_binomial_known_shift", algo.glrnb, c.ARL = 3, mu0 = mu, alpha = 0.2, theta = 0.7, ret = "cases")
case("poisson_cases_window", algo.glrpois, c.ARL = 4, mu0 = mu, M = 12, ret = "cases")
write.csv(do.call(rbind, rows), "charts.csv", row.names = FALSE, quote = FALSE)
