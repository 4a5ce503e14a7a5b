/// A kind of values of the desk folder, for people: the table of README and of the manual. `code` is marked as in Markdown.
package struct KindEntry: Sendable {
  package let name: String
  package let recognised: String
  /// Its fields.
  package let content: String

  /// In the order of README.
  package static let all = [
    KindEntry(
      name: "watchlist",
      recognised: "YAML, `schema: detente/watchlist/1`",
      content: "`title`, `sectors` (`name`, `instruments`: `symbol`, `name`, `aliases`, `exchange` XNAS XNYS "
        + "ARCX OTC XHKG XSHG, `currency`, `listings`, `lots`, `negative`), `reference`, `since`, "
        + "`staleAfter`, `indicator` (`weights`, `halfLives`, `scale`, `basket`, `machineCoded`)"),
    KindEntry(
      name: "quotes",
      recognised: "`detente/quotes/1`",
      content: "`quotes`: `symbol`, `time`, `price`, and optionally `previousClose`, `open`, `high`, `low`, "
        + "`volume`, `currency`, `bid`, `ask`, `yearHigh`, `yearLow`, `session`, `extended`"),
    KindEntry(
      name: "history",
      recognised: "`detente/history/1`",
      content: "`symbol`, `interval` `1d` (or `1m` `5m` `15m` `30m` `60m` `1h` with `time` for `date`), `bars`: "
        + "`date`, `open`, `high`, `low`, `close`, `adjustedClose`, `volume`; `adjusted: true` where all four prices are "
        + "adjusted; `actions`: `date`, `split` (10 for 10:1), `dividend`"),
    KindEntry(
      name: "tariffs",
      recognised: "`detente/tariffs/1`",
      content: "`measures` (`id`, `by` US or CN, `on`, `authority`, `title`, `scope` all, sector, product, "
        + "legacy, fee or export, `sectors`, `steps`: `announced`, `effective`, `rate`, `state`, `until`, "
        + "`instrument`, `note`, `source`) and `baselines`"),
    KindEntry(
      name: "signals",
      recognised: "`detente/signals/1`, one object a line or in `signals`",
      content: "`id`, `date`, `time`, `actor`, `target`, `code` (CAMEO), `source`, `reliability` A–F, "
        + "`credibility` 1–6, `status` or a dated log of it, `scope` 0–1, `text`, `url`, `machineCoded`"),
    KindEntry(
      name: "facts",
      recognised: "`detente/facts/1`",
      content: "`facts`: `id`, `label`, `value`, `unit`, `date`, `source`, `verified`"),
    KindEntry(
      name: "reference",
      recognised: "`detente/reference/1`, or CSV whose first column is `date`, `observation_date` or `month` (or "
        + "whose first three are `day`, `month`, `year`) without a price column",
      content: "`series`: `id`, `label`, `unit`, `source`, `side` US or CN for average tariffs, `verified`, "
        + "`values` (`date` or month, `value`, `verified`); in CSV each further column is a series"),
    KindEntry(
      name: "scenario",
      recognised: "`detente/scenario/1`",
      content: "`id`, `us`, `cn` (headline points), `title`, `elasticity`, `note`"),
    KindEntry(
      name: "calendar",
      recognised: "`detente/calendar/1`",
      content: "`entries`: `date`, `time`, `title`, `kind` deadline, talks, data, hearing or earnings, "
        + "`symbols`, `source`, `verified`"),
    KindEntry(
      name: "bars as CSV",
      recognised: "a header with date and close",
      content: "open, high, low, close, adjusted, volume in any order between `,` `;` tabs or bars, below titles and "
        + "comments; one symbol (from the file's name), or a column of them (`symbol`, `ticker`, `code`, their Chinese names, "
        + "`name`, …), perhaps with `exchange` and `currency`; a file that mixes symbols without saying which is "
        + "refused. What may be read in two ways (`1,234`, `03/04/2025`) is settled by the whole file or refused; "
        + "several rows a day are bars within days, rows of weeks are refused"),
  ]
}
