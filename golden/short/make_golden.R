# Writes the tables of this folder: Rscript make_golden.R (in this folder). Base R only.
# The series are simulated here; the results are those of R's own functions, or of all permutations.
options(warn = -1); set.seed(20261122)
f17 <- function(x) ifelse(is.na(x), "", ifelse(is.infinite(x), ifelse(x > 0, "Inf", "-Inf"), formatC(x, digits = 17, format = "g", width = 1)))
out <- function(rows, file) write.table(do.call(rbind, rows), file, sep = ",", quote = FALSE, row.names = FALSE)
text <- function(y) paste(f17(y), collapse = " ")

# step: the last k of a series against those before; p of a rise and of a fall.
steps <- list()
signed <- function(f, up, df) { t <- sqrt(f) * ifelse(up, 1, -1); c(t, pt(t, df, lower.tail = FALSE), pt(t, df)) }
add_step <- function(model, scale, y, k, r, expected, df)
  steps[[length(steps) + 1]] <<- data.frame(model, scale, recent = k, figures = text(y), expected = f17(expected), degrees = df, t = f17(r[1]), p_rise = f17(r[2]), p_fall = f17(r[3]))
for (i in 1:24) {
  m <- sample(4:14, 1); k <- if (i %% 4 == 0) 2 else 1; n <- m + k; last <- (m + 1):n
  y <- rnbinom(n, mu = c(rep(60, m), rep(c(20, 60, 200)[i %% 3 + 1], k)), size = 6); g <- c(rep(0, m), rep(1, k))
  if (any(tapply(y, g, sum) == 0)) next
  # As summary.glm and anova.glm do, but with the dispersion at the exact means, which glm meets to 1e-8 only.
  fit <- glm(y ~ g, family = quasipoisson, control = glm.control(epsilon = 1e-14)); mu <- ave(y, g); phi <- sum((y - mu)^2 / mu) / (n - 2)
  if (phi > 1) add_step("level", "counts", y, k, signed(anova(fit)$Deviance[2] / phi, mean(y[last]) > mean(y[1:m]), n - 2), mean(y[1:m]), n - 2)
  x <- round(exp(rnorm(n, 3, 0.4) + c(rep(0, m), rep(c(-1, 0, 1.5)[i %% 3 + 1], k))), 3)
  s <- summary(lm(log(x) ~ g))$coefficients[2, 3]
  add_step("level", "amounts", x, k, c(s, pt(s, n - 2, lower.tail = FALSE), pt(s, n - 2)), exp(mean(log(x[1:m]))), n - 2)
  if (k == 1) for (scale in c("counts", "amounts")) {
    w <- exp(cumsum(rnorm(n, 0.1, 0.4)) + 5); w <- if (scale == "counts") round(w) else round(w, 3)
    d <- diff(log(w + ifelse(scale == "counts", 0.5, 0))); h <- c(rep(0, m - 1), 1)
    fit <- summary(lm(d ~ h))
    if (scale == "counts" && fit$sigma^2 < 2 / (mean(w) + 0.5)) next
    s <- fit$coefficients[2, 3]; e <- exp(log(w[m] + ifelse(scale == "counts", 0.5, 0)) + mean(d[-m])) - ifelse(scale == "counts", 0.5, 0)
    add_step("walk", scale, w, 1, c(s, pt(s, m - 2, lower.tail = FALSE), pt(s, m - 2)), e, m - 2)
  }
}
out(steps, "step.csv")

permutations <- function(n) if (n == 1) matrix(1) else { p <- permutations(n - 1); do.call(rbind, lapply(1:n, function(i) cbind(i, p + (p >= i)))) }
S <- function(y) sum(sign(outer(y, y, function(a, b) b - a))[upper.tri(diag(length(y)))])
sen <- function(y) { i <- combn(length(y), 2); median((y[i[2, ]] - y[i[1, ]]) / (i[2, ] - i[1, ])) }
trends <- list()
add_trend <- function(method, source, y, statistic, rise, fall)
  trends[[length(trends) + 1]] <<- data.frame(method, source, figures = text(y), slope = f17(sen(y)), statistic = f17(statistic), p_rise = f17(rise), p_fall = f17(fall))
for (n in c(5, 6, 8, 12, 20, 35)) for (slope in c(-2, 0, 3)) {
  y <- sample(1000, n) + round(slope * 30 * seq_len(n)); if (anyDuplicated(y)) next; y <- y - min(y) + 1
  p <- function(a) cor.test(y, seq_len(n), method = "kendall", exact = TRUE, alternative = a)$p.value
  add_trend("mann-kendall", "cor.test", y, S(y), p("greater"), p("less"))
}
for (n in 5:7) { all <- permutations(n); for (i in 1:6) {
  y <- sort(sample(1:4, n, replace = TRUE)); y <- sample(y); each <- apply(all, 1, function(o) S(y[o]))
  add_trend("mann-kendall", "permutations", y, S(y), mean(each >= S(y)), mean(each <= S(y)))
} }
for (n in c(5, 8, 15)) for (slope in c(-0.3, 0, 0.4)) {
  y <- round(exp(cumsum(rnorm(n, slope, 0.25)) + 4), 3); r <- t.test(diff(log(y)))
  add_trend("drift", "t.test", y, r$statistic, pt(r$statistic, n - 2, lower.tail = FALSE), pt(r$statistic, n - 2))
}
out(trends, "trend.csv")

changes <- list()
below <- function(y) -cumsum(2 * rank(y) - length(y) - 1)[-length(y)]
for (n in 5:8) { all <- permutations(n); for (i in 1:5) {
  y <- if (i < 4) sample(100, n) + c(0, 60, -60)[i] * (seq_len(n) > n / 2) else sample(1:4, n, replace = TRUE)
  y <- y - min(y); u <- below(y); each <- apply(all, 1, function(o) { v <- below(y[o]); c(max(v), max(-v), max(abs(v))) })
  k <- max(abs(u)); at <- which(abs(u) == k)[1]; near <- 1e-9
  changes[[length(changes) + 1]] <- data.frame(figures = text(y), first_after = at + 1, statistic = f17(u[at]),
    p_value = f17(mean(each[3, ] >= k - near)), p_rise = f17(mean(pmax(each[1, ], 0) >= max(u, 0) - near)), p_fall = f17(mean(pmax(each[2, ], 0) >= max(-u, 0) - near)),
    before = f17(median(y[1:at])), after = f17(median(y[(at + 1):n])))
} }
out(changes, "change_point.csv")

quantiles <- list()
for (df in c(1, 2, 3, 4.5, 8, 30, 400)) for (p in c(0.001, 0.2, 0.5, 0.9, 0.95, 0.99, 0.999, 0.999999)) quantiles[[length(quantiles) + 1]] <- data.frame(probability = f17(p), degrees = df, quantile = f17(qt(p, df)))
out(quantiles, "student_quantile.csv")
