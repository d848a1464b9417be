// What a person changed of a proposed mapping, kept when another is proposed for the same file.

import { settingOf, settingsOf, textOf, withSetting } from "./toml";

/** Values that were changed, by the address of their setting. */
export type Changes = Record<string, string>;

/** What stands otherwise in a mapping than it was proposed. */
export function changesOf(proposed: string, now: string): Changes {
  const before = new Map(
    settingsOf(proposed).map(({ path, raw, isOpen }) => [addressOf(proposed, path), { raw, isOpen }]),
  );
  const changes: Changes = {};
  for (const { path, raw, isOpen } of settingsOf(now)) {
    const address = addressOf(now, path);
    const old = before.get(address);
    if (!isOpen && (old?.raw !== raw || old.isOpen)) changes[address] = raw;
  }
  return changes;
}

/** A mapping with what a person changed, where its settings are about the same columns. */
export function withChanges(proposed: string, changes: Changes): string {
  let toml = proposed;
  for (const { path } of settingsOf(proposed)) {
    const raw = changes[addressOf(proposed, path)];
    if (raw !== undefined) toml = withSetting(toml, path, raw);
  }
  return toml;
}

/** The path of a setting, with the column that its section is about in the place of a number. */
function addressOf(toml: string, path: string): string {
  const [, section, , rest] = /^([a-z_]+)(\[\d+\])?\.(.*)$/s.exec(path) ?? [];
  if (!section || !rest) return path;
  const within = path.slice(0, path.length - rest.length);
  for (const name of ["column", "columns", "year"]) {
    const column = settingOf(toml, `${within}${name}`);
    if (column) return `${section} of ${textOf(column.raw)}: ${rest}`;
  }
  return path;
}
