// What methods and their settings are called, and what methods do, in the reader's language; nothing where the node's
// words stand.

import { translated } from "./messages";

const key = (name: string) => name.replaceAll(".", "-");

/** What a method is called, by its name alone or with its version and settings. */
export const methodTitle = (name: string) => translated(`methods-title-${key(name.split(" ")[0]!)}`);

/** What a method does. */
export const methodSummary = (name: string) => translated(`methods-summary-${key(name)}`);

/** What a setting of a method is called. */
export const settingTitle = (name: string) => translated(`methods-setting-${key(name)}`);
