// Roles, purposes and actions in plain words.

export const ROLES = [
  ["analyst", "Analyst", "looks at what is changing and says what it means"],
  ["assessor", "Assessor", "assesses signals and risks, and decides what follows"],
  ["laboratory", "Laboratory", "identifies substances; nothing about people but those who died"],
  ["customs", "Customs", "works for a customs service"],
  ["police", "Police", "works for a police service"],
  ["partner", "Partner", "is shown what is marked clear or green and is about nobody"],
  ["supervisor", "Supervisor", "sees who looked at what; no data"],
  ["administrator", "Administrator", "runs the node: accounts, settings, upkeep; no data"],
] as const;

export const PURPOSES = [
  ["public-health", "public health"],
  ["law-enforcement", "law enforcement"],
  ["customs", "customs"],
  ["research", "research"],
] as const;

/** A purpose in words. */
export function purposeInWords(purpose: string): string {
  return PURPOSES.find(([word]) => word === purpose)?.[1] ?? purpose;
}

/** A role in words. */
export function roleInWords(role: string): string {
  return ROLES.find(([word]) => word === role)?.[1].toLowerCase() ?? role;
}

/** A time of the node, in UTC, to the minute. */
export function timeInWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}
