// Single settings of a mapping, found in its text and changed there: all else, comments too, stays as it
// was written. A text that is no TOML (yet) gives the settings that can be told.

export interface Setting {
  /** As the node names it: `handling.tlp`, `measure[2].indicator`, `missing."<5"`. */
  path: string;
  /** The value as TOML writes it, without the braces of an open choice. */
  raw: string;
  /** Where it stands in the text, the braces of an open choice included. */
  start: number;
  end: number;
  /** Whether a person has still to decide it. */
  isOpen: boolean;
  /** Whether the value is a proposal of nothing: to be stated, and refused as it is. */
  isToState: boolean;
  /** What the comments above and beside it say. */
  says: string;
}

/** Every setting of a mapping that has a value of its own, in the order of the text. */
export function settingsOf(text: string): Setting[] {
  return new Scan(text).settings();
}

/** The choices that are still to be made. */
export function openOf(text: string): Setting[] {
  return settingsOf(text).filter((setting) => setting.isOpen);
}

/** One setting. */
export function settingOf(text: string, path: string): Setting | undefined {
  return settingsOf(text).find((setting) => setting.path === path);
}

/** Puts a value in its place, bare; a setting that is not there is added where it belongs. */
export function withSetting(text: string, path: string, raw: string): string {
  const known = settingOf(text, path);
  if (known) return text.slice(0, known.start) + raw + text.slice(known.end);
  const [section, name] = path.includes(".") ? path.split(/\.(.*)/s) : ["", path];
  const line = `${name} = ${raw}\n`;
  if (!section) {
    const first = /^\[/m.exec(text)?.index ?? text.length;
    const above = text.slice(0, first).replace(/\n*$/, "\n");
    return `${above === "\n" ? "" : above}${line}${first < text.length ? "\n" : ""}${text.slice(first)}`;
  }
  const head = new RegExp(`^\\[${escaped(section)}\\][ \\t]*(#.*)?\\n?`, "m").exec(text);
  if (!head) return `${text.replace(/\n*$/, "\n")}\n[${section}]\n${line}`;
  const at = head.index + head[0].length;
  return text.slice(0, at) + (head[0].endsWith("\n") ? "" : "\n") + line + text.slice(at);
}

/** Takes the line of a setting away. */
export function withoutSetting(text: string, path: string): string {
  const known = settingOf(text, path);
  if (!known) return text;
  const start = text.lastIndexOf("\n", known.start - 1) + 1;
  const end = text.indexOf("\n", known.end);
  return text.slice(0, start) + (end < 0 ? "" : text.slice(end + 1));
}

/** A text as TOML writes it. */
export function quoted(value: string): string {
  const inside = value.replace(/["\\\u0000-\u001f\u007f]/g, (sign) => {
    const short = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }[sign];
    return short ?? `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return `"${inside}"`;
}

/** Texts as TOML writes a list of them. */
export function quotedAll(values: string[]): string {
  return `[${values.map(quoted).join(", ")}]`;
}

/** What a value says: the text of a string, else as it is written. */
export function textOf(raw: string): string {
  if (/^'[^']*'$/.test(raw)) return raw.slice(1, -1);
  if (!/^".*"$/s.test(raw)) return raw;
  try {
    const plain = raw.replace(/\\U([0-9a-fA-F]{8})/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
    return JSON.parse(plain) as string;
  } catch {
    return raw.slice(1, -1);
  }
}

/** The texts of a list. */
export function textsOf(raw: string): string[] {
  if (!raw.startsWith("[")) return raw ? [textOf(raw)] : [];
  return [...raw.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,[\]]+/g)].map(([one]) => textOf(one));
}

/** A value of the same kind as the one that stood there: a number stays a number, a text a text. */
export function written(value: string, as: string): string {
  const trimmed = value.trim();
  if (as.startsWith("[")) return quotedAll(trimmed.split(/\s*,\s*/).filter(Boolean));
  if (/^[+-]?\d/.test(as) && /^[+-]?\d+(\.\d+)?$/.test(trimmed)) return trimmed;
  if (/^\d{4}-\d{2}-\d{2}$/.test(as) && /^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return trimmed;
  if (/^(true|false)$/.test(as) && /^(true|false)$/.test(trimmed)) return trimmed;
  return quoted(trimmed);
}

const TO_STATE = /^["']TO STATE( \(.*\))?["']$/s;
const MARK = "to_decide";

class Scan {
  private at = 0;
  private readonly found: (Setting & { parts: (string | number)[] })[] = [];
  private readonly lists = new Map<string, number>();

  constructor(private readonly text: string) {}

  settings(): Setting[] {
    let section: (string | number)[] = [];
    let above: string[] = [];
    while (this.at < this.text.length) {
      const before = this.at;
      this.skip(/[ \t\r]*/y);
      const sign = this.text[this.at];
      if (sign === "\n") {
        above = [];
        this.at += 1;
      } else if (sign === "#") {
        above.push(this.restOfLine().replace(/^#+ ?/, ""));
        this.endLine();
      } else if (sign === "[") {
        section = this.header();
        above = [];
        this.toLineEnd();
      } else {
        const first = this.found.length;
        const isRead = this.pair(section);
        this.skip(/[ \t\r]*/y);
        const beside = this.text[this.at] === "#" ? this.restOfLine().replace(/^#+ ?/, "") : "";
        const says = [above.join(" "), beside].filter(Boolean).join(". ");
        for (const setting of this.found.slice(first)) setting.says = says;
        above = [];
        if (!isRead || this.at === before) this.toLineEnd();
        else this.endLine();
      }
    }
    return this.found.map(({ parts, ...setting }) => ({ ...setting, path: this.named(parts) }));
  }

  /** `[name]` or `[[name]]`, as a path; the entries of a list are counted from 1. */
  private header(): (string | number)[] {
    const isList = this.text.startsWith("[[", this.at);
    this.at += isList ? 2 : 1;
    const names = this.key();
    if (!isList) {
      // `[measure.more]` belongs to the last `[[measure]]`.
      const count = this.lists.get(names[0] ?? "");
      return count ? [names[0]!, count, ...names.slice(1)] : names;
    }
    const name = names.join(".");
    const count = (this.lists.get(name) ?? 0) + 1;
    this.lists.set(name, count);
    return [...names, count];
  }

  /** `key = value`. */
  private pair(within: (string | number)[]): boolean {
    const names = this.key();
    this.skip(/[ \t]*/y);
    if (names.length === 0 || this.text[this.at] !== "=") return false;
    this.at += 1;
    this.skip(/[ \t]*/y);
    return this.value([...within, ...names]);
  }

  private key(): string[] {
    const names: string[] = [];
    for (;;) {
      this.skip(/[ \t]*/y);
      const name = this.take(/[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y);
      if (name === undefined) return names;
      names.push(/^["']/.test(name) ? textOf(name) : name);
      this.skip(/[ \t]*/y);
      if (this.text[this.at] !== ".") return names;
      this.at += 1;
    }
  }

  /** A value; notes it, or what is inside where that has names of its own. */
  private value(parts: (string | number)[]): boolean {
    const start = this.at;
    if (this.text[start] === "{") return this.table(parts);
    const isRead = this.text[start] === "[" ? this.list() : this.plain();
    if (!isRead) return false;
    this.note(parts, start, this.text.slice(start, this.at), false);
    return true;
  }

  private table(parts: (string | number)[]): boolean {
    const start = this.at;
    const first = this.found.length;
    this.at += 1;
    for (;;) {
      this.skip(/[\s,]*/y);
      if (this.at >= this.text.length) return false;
      if (this.text[this.at] === "}") break;
      if (!this.pair(parts)) return false;
    }
    this.at += 1;
    const inside = this.found.slice(first);
    if (
      inside.length === 1 &&
      inside[0]!.parts.length === parts.length + 1 &&
      inside[0]!.parts.at(-1) === MARK
    ) {
      this.found.length = first;
      this.note(parts, start, inside[0]!.raw, true);
    }
    return true;
  }

  private list(): boolean {
    let depth = 0;
    while (this.at < this.text.length) {
      const sign = this.text[this.at]!;
      if (sign === '"' || sign === "'") {
        if (!this.plain()) return false;
        continue;
      }
      if (sign === "#") this.restOfLine();
      else this.at += 1;
      if (sign === "[" || sign === "{") depth += 1;
      if (sign === "]" || sign === "}") depth -= 1;
      if (depth === 0) return true;
    }
    return false;
  }

  private plain(): boolean {
    const form = /"""[^]*?"""+|'''[^]*?'''+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9+\-._:]+/y;
    return this.take(form) !== undefined;
  }

  private note(parts: (string | number)[], start: number, raw: string, isMarked: boolean): void {
    const isToState = TO_STATE.test(raw);
    this.found.push({
      parts,
      path: "",
      raw,
      start,
      end: this.at,
      isOpen: isMarked || isToState,
      isToState,
      says: "",
    });
  }

  private named(parts: (string | number)[]): string {
    let path = "";
    for (const part of parts) {
      if (typeof part === "number") {
        // The node counts the entries of a list only where there are several.
        if ((this.lists.get(path) ?? 0) > 1) path += `[${part}]`;
      } else {
        const name = /^[A-Za-z0-9_-]+$/.test(part) ? part : quoted(part);
        path += path ? `.${name}` : name;
      }
    }
    return path;
  }

  private skip(form: RegExp): void {
    form.lastIndex = this.at;
    this.at += form.exec(this.text)?.[0].length ?? 0;
  }

  private take(form: RegExp): string | undefined {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private restOfLine(): string {
    const end = this.text.indexOf("\n", this.at);
    const rest = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at += rest.length;
    return rest.trimEnd();
  }

  private toLineEnd(): void {
    this.restOfLine();
    this.endLine();
  }

  private endLine(): void {
    if (this.text[this.at] === "\n") this.at += 1;
    else if (this.at < this.text.length) this.toLineEnd();
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
