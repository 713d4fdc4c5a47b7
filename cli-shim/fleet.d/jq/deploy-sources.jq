# /api/pods → whether Slurm's nodes and metrics have to be asked for, too.

.[0] | "\(has_head) \(any(.declarations[]?; .metrics != null))"
