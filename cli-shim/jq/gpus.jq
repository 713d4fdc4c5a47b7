# [GetManagedObjects, ListGpuHolders] → GPUs and who holds them.
include "wire";
include "text";
include "gpu-lines";
(.[1] | reply | harmless) as $holders
| .[0] | reply | gpus | harmless | gpu_lines($holders)
