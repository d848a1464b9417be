// The file in hand: what was proposed for it, what was decided, and what came of trying it. It outlives
// the page, so that going elsewhere and back loses nothing, and a file goes on being sent meanwhile.

import { Refusal, type Schemas } from "../api/client";
import { say } from "../lib/messages";
import { changesOf, withChanges, type Changes } from "./changes";
import type { Holds, Kind } from "./holds";
import { forget, keep, kept } from "./kept";
import { partsIn } from "./shown";
import { askingOfPeople } from "./people";
import { openOf, settingOf, textOf, withSetting } from "./toml";
import { send, Stopped, stopJob, type Wanted, type Way } from "./send";

type Proposal = Schemas["MappingProposal"];
type Outcome = Schemas["FileOutcome"];

class Draft {
  file = $state.raw<File | undefined>();
  /** The sheet or member that is meant; empty for the node's choice. */
  part = $state("");
  parts = $state.raw<string[]>([]);
  proposal = $state.raw<Proposal | undefined>();
  /** What a person says of the file, which the next proposal keeps to. */
  told = $state.raw<Schemas["ToldOfFile"]>({ columns: {} });
  /** The mapping, as it is to be sent. */
  toml = $state("");
  /** The settings that were once to be decided, so that they stay in view. */
  asked = $state.raw<string[]>([]);
  /** The submission whose mapping was taken up. */
  mappingOf = $state("");
  standsInFor = $state("");

  doing = $state<Wanted | undefined>();
  way = $state.raw<Way>({});
  /** What was refused, by the step that was. */
  refusals = $state.raw<Partial<Record<Wanted | "mapping", unknown>>>({});

  preview = $state.raw<Outcome | undefined>();
  /** The mapping that the preview was made with. */
  tried = $state("");
  stored = $state.raw<
    { job: number; outcome: Outcome; quality?: Schemas["FaultsFound"] | null } | undefined
  >();

  /** The mapping as it was proposed, and what a person changed of it before a page was loaded anew. */
  private proposed = "";
  private changes: Changes = {};
  private stopping = new AbortController();

  /** Whether anything would be lost by leaving. */
  get isAtRisk(): boolean {
    return this.doing !== undefined || (this.file !== undefined && this.toml !== "" && !this.stored);
  }

  /** Takes a file up. A mapping that is there already is kept for it; else one is proposed. */
  take(file: File): void {
    this.cancel();
    this.file = file;
    this.part = "";
    this.parts = [];
    this.preview = undefined;
    this.stored = undefined;
    this.refusals = {};
    if (this.toml !== "" && !this.proposal) return;
    const before = kept(file.name);
    this.told = before?.told ?? { columns: {} };
    this.changes = before?.changes ?? {};
    void this.propose();
  }

  /** Puts everything away. */
  clear(): void {
    this.cancel();
    this.file = undefined;
    this.part = "";
    this.parts = [];
    this.useMapping("");
    this.stored = undefined;
    this.standsInFor = "";
    forget();
  }

  /** Says what a row is, or what a column holds: another mapping is proposed, with what was decided kept. */
  tell(said: { kind: Kind } | { column: string; holds: Holds | undefined }): void {
    if (this.doing) return;
    const columns = { ...this.told.columns };
    if ("column" in said && said.holds) columns[said.column] = said.holds;
    else if ("column" in said) delete columns[said.column];
    this.told = { ...this.told, ...("kind" in said ? said : { columns }) };
    this.changes = { ...this.changes, ...changesOf(this.proposed, this.toml) };
    void this.propose();
  }

  /** Changes one setting. Where that says that rows tell of people, it is asked whom they are about. */
  change(path: string, raw: string): void {
    const before = settingOf(this.toml, path)?.raw;
    if (path === "kind" && this.proposal && before !== raw) {
      this.toml = withSetting(this.toml, path, raw);
      this.tell({ kind: textOf(raw) as Kind });
      return;
    }
    const toml = withSetting(this.toml, path, raw);
    this.toml = /(^|\.)(indicator|kind)$/.test(path) ? askingOfPeople(toml) : toml;
  }

  /** Keeps what was said of the file for when the page is loaded anew. */
  keep(): void {
    if (this.file && this.proposal && !this.stored)
      keep({
        name: this.file.name,
        told: this.told,
        changes: { ...this.changes, ...changesOf(this.proposed, this.toml) },
      });
  }

  /** Takes a mapping from elsewhere. */
  useMapping(toml: string, of = ""): void {
    this.proposal = undefined;
    this.preview = undefined;
    this.refusals = {};
    this.toml = toml;
    this.mappingOf = of;
    this.asked = openOf(toml).map((setting) => setting.path);
  }

  async propose(): Promise<void> {
    const job = await this.work("proposal");
    if (!job?.proposal) {
      // A refusal that names the parts lets another be chosen.
      const refusal = this.refusals.proposal;
      const named =
        refusal instanceof Refusal && / (part|none) /.test(refusal.message) ? partsIn(refusal.message) : [];
      if (this.parts.length === 0) this.parts = named;
      return;
    }
    this.proposal = job.proposal;
    this.proposed = askingOfPeople(job.proposal.toml);
    this.toml = withChanges(this.proposed, this.changes);
    this.asked = openOf(this.proposed).map((setting) => setting.path);
    this.mappingOf = "";
    this.preview = undefined;
    this.parts = job.proposal.parts;
    const choice = job.proposal.choices.find(({ what }) => what === "member" || what === "sheet");
    if (choice) this.part = choice.proposal;
  }

  async look(): Promise<void> {
    const toml = this.toml;
    const job = await this.work("preview");
    if (!job?.file) return;
    this.preview = job.file;
    this.tried = toml;
  }

  async submit(): Promise<void> {
    const job = await this.work("submission");
    if (job?.file) forget();
    if (job?.file) this.stored = { job: job.id, outcome: job.file, quality: job.quality };
  }

  /** Stops what is under way, here and at the node. */
  cancel(): void {
    if (!this.doing) return;
    this.stopping.abort();
    stopJob(this.way.job?.id);
    this.doing = undefined;
    this.way = {};
  }

  private async work(wanted: Wanted) {
    if (!this.file || this.doing) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.doing = wanted;
    this.way = {};
    this.refusals = { ...this.refusals, [wanted]: undefined };
    const parts =
      wanted === "proposal"
        ? { file: this.file, part: this.part, told: this.told }
        : {
            file: this.file,
            mapping: this.toml,
            stands_in_for: wanted === "submission" ? this.standsInFor : "",
          };
    try {
      const looked = (way: Way) =>
        !stopping.signal.aborted && (this.way = { ...this.way, waits: undefined, ...way });
      return await send(wanted, parts, looked, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted)
        this.refusals = {
          ...this.refusals,
          [wanted]: error instanceof Stopped ? new Error(say("submit-was-stopped")) : error,
        };
    } finally {
      if (!stopping.signal.aborted) {
        this.doing = undefined;
        this.way = {};
      }
    }
  }
}

export const draft = new Draft();

addEventListener("pagehide", () => draft.keep());

addEventListener("beforeunload", (event) => {
  if (draft.isAtRisk) event.preventDefault();
});
