# [GetManagedObjects, ListGpuHolders] → GPUs and who holds them.
(.[1] | reply | harmless) as $holders
| .[0] | reply | gpus | harmless | gpu_lines($holders)
