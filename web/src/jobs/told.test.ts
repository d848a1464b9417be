import { describe, expect, it } from "vitest";
import { inputOf, isUnfinished, kindOf, reasonOf, took, when, type JobBrief } from "./told";

const JOB: JobBrief = {
  id: 3,
  kind: "detection",
  state: "running",
  asked_by: "schedule",
  input: { as_of: "2022-12-31", since: "2022-06-01" } as JobBrief["input"],
  asked_at: "2026-11-22T06:00:00Z",
  started_at: "2026-11-22T06:00:01Z",
  tries: 1,
  may_be_stopped: true,
  bytes_received: 0,
  bytes_read: 0,
  steps_done: 3,
  steps_total: 12,
  href: "/api/v1/jobs/3",
};

describe("a job in words", () => {
  it("says what it does, why, and with what", () => {
    expect(kindOf(JOB)).toBe("Detection");
    expect(kindOf({ ...JOB, kind: "of a later release" })).toBe("of a later release");
    expect(reasonOf(JOB)).toBe("on schedule");
    expect(inputOf(JOB)).toBe("as of 31 Dec 2022, since 1 Jun 2022");
    expect(isUnfinished(JOB)).toBe(true);
    expect(isUnfinished({ ...JOB, state: "stopped" })).toBe(false);
  });

  it("says how long it took", () => {
    const of = (ended: string) => took({ ...JOB, ended_at: ended });
    expect(of("2026-11-22T06:00:01Z")).toBe("under a second");
    expect(of("2026-11-22T06:01:31Z")).toBe("90 s");
    expect(of("2026-11-22T07:00:01Z")).toBe("60 min");
    expect(took(JOB, Date.parse("2026-11-22T06:00:06Z"))).toBe("5 s");
    expect(took({ ...JOB, started_at: null })).toBe("");
  });

  it("says when, without the day where it is today", () => {
    const noon = "2026-11-22T12:00:00Z";
    expect(when(noon, new Date("2026-11-22T12:30:00Z"))).toMatch(/^\d\d:00:00$/);
    expect(when(noon, new Date("2026-11-25T12:30:00Z"))).toMatch(/^22 Nov 2026, /);
    expect(when("soon")).toBe("soon");
  });
});
