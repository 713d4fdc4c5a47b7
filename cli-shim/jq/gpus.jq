# [GetManagedObjects, ListGpuHolders] → GPUs and who holds them.
(.[1] | reply | harmless) as $holders
| .[0] | reply | gpus | harmless | gpu_lines($holders; 10 * list_most; "mode gpus --json")
