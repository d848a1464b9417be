// Finds texts in the sources of the pages that stand outside the message files. Only tests use it.

import { parse } from "svelte/compiler";
import ts from "typescript";

/** Attributes that a person reads. */
const READ = new Set(["title", "aria-label", "placeholder", "alt", "label", "aria-description"]);
/** Attributes that hold words for machines. */
const MACHINE = new Set([
  "class",
  "style",
  "d",
  "viewBox",
  "points",
  "transform",
  "rel",
  "sizes",
  "autocomplete",
]);
/** Elements whose text is to be typed, or is a name of the program. */
const VERBATIM = new Set(["code", "kbd", "samp", "pre", "style"]);

const isText = (text: string) => /\p{L}{2,}/u.test(text);

/** Whether a literal of a script looks like something to be read: words with a space between, or one that begins
    like a sentence. */
function looksRead(text: string): boolean {
  return /\p{L}{2,}[,;:]? \p{L}+/u.test(text) || /^\p{Lu}\p{Ll}{2,}[.:…]?$/u.test(text.trim());
}

/** A piece between two values of a template. */
const looksReadBetween = (text: string) => looksRead(text) || /(^|\s)\p{L}{2,}(\s|[.,;:]|$)/u.test(text);

interface Node {
  type: string;
  [key: string]: unknown;
}

/** Texts of a Svelte file. */
export function inPage(source: string): string[] {
  const found: string[] = [];
  const root = parse(source, { modern: true }) as unknown as Node;
  const walk = (node: unknown, within: string): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, within);
    if (!node || typeof node !== "object" || !("type" in node)) return;
    const { type, name, value, data, ...rest } = node as Node;
    if (
      type === "Comment" ||
      type.startsWith("TS") ||
      type === "StyleSheet" ||
      type === "ImportDeclaration"
    ) {
      return;
    }
    if (type === "Text") {
      if (within === "machine" || within === "verbatim") return;
      const isShown = within === "" || within === "read" ? isText(String(data)) : looksRead(String(data));
      if (isShown) found.push(String(data).trim());
      return;
    }
    if (type === "Literal") {
      if (typeof value === "string" && within !== "machine" && looksRead(value)) found.push(value);
      return;
    }
    if (type === "TemplateElement") {
      const { cooked } = value as { cooked: string };
      if (within !== "machine" && looksReadBetween(cooked)) found.push(cooked.trim());
      return;
    }
    let inner = within;
    if (type === "Attribute") {
      inner = READ.has(String(name)) ? "read" : MACHINE.has(String(name)) ? "machine" : "other";
    } else if (type === "ClassDirective" || type === "StyleDirective") inner = "machine";
    else if (type === "RegularElement") inner = VERBATIM.has(String(name)) ? "verbatim" : "";
    else if (type === "Component" || type === "SnippetBlock") inner = "";
    if (value && typeof value === "object") walk(value, inner);
    for (const [key, child] of Object.entries(rest)) if (key !== "parent") walk(child, inner);
  };
  walk(root.fragment, "");
  walk(root.instance, "other");
  walk(root.module, "other");
  return found;
}

/** Texts of a script. */
export function inScript(source: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (looksRead(node.text)) found.push(node.text);
    } else if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (looksReadBetween(node.text)) found.push(node.text.trim());
    }
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile("script.ts", source, ts.ScriptTarget.ES2022, true));
  return found;
}
