// Work that outlasts its request: started, and waited for.

import { answer, BY_ITSELF, node, Refusal, type Schemas } from "../api/client";

export type Job = Schemas["JobDocument"];

/** Waits until a job has ended; tells of every look in between. */
export async function finished(id: number, looked: (job: Job) => void = () => {}): Promise<Job> {
  for (let wait = 100; ; wait = Math.min(wait * 1.5, 1000)) {
    const job = await answer(node.GET("/api/v1/jobs/{id}", { params: { path: { id } }, ...BY_ITSELF }));
    looked(job);
    if (!["receiving", "waiting", "queued", "running"].includes(job.state)) {
      if (job.problem) throw new Refusal(job.problem.status, job.problem);
      return job;
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

/** Looks at every series as of a day, and waits for the list. */
export async function runAsOf(day: string | undefined): Promise<Job> {
  const started = await answer(node.POST("/api/v1/runs", { body: day ? { as_of: day } : {} }));
  return finished(started.id);
}
