# [/api/pods, /api/slurm/nodes, /api/metrics/current] → how far the fleet is; $choice: what is awaited.
judged($choice)
