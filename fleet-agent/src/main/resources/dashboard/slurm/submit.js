// Submitting a job.

import * as api from "../core/api.js";
import { form } from "../parts/form.js";
import { toast } from "../parts/toast.js";

const SCRIPT = "#!/bin/bash\n";

/** @returns whether one was submitted */
export function submitForm() {
  return form({
    title: "Submit a job",
    action: "Submit",
    fields: [
      { name: "name", label: "Name", maxlength: 100, autofocus: true },
      { name: "script", label: "Script", type: "textarea", value: SCRIPT, required: true, hint: "As sbatch takes it, #SBATCH lines included." },
      { name: "partition", label: "Partition", hint: "Empty for the usual one." },
      { name: "gpus", label: "GPUs", type: "number", min: 0, step: 1, hint: "Of the whole job." },
      { name: "timeLimit", label: "Time limit (minutes)", type: "number", min: 1, step: 1, hint: "Empty for the partition's own." },
      { name: "dependency", label: "After", hint: "Such as afterok:17 or singleton." },
    ],
    submit: async (values) => {
      const told = Object.entries(values).filter(([, value]) => value !== null && value !== "");
      const { id } = await api.send("POST", "/api/slurm/jobs", Object.fromEntries(told));
      toast(`Job ${id} is submitted.`);
    },
  });
}
