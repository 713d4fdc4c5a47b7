/** The kernel's view of processes, memory, load and file systems: proc(5) and statvfs(3). */
@NullMarked
package org.dubnium.daemon.adapter.proc;

import org.jspecify.annotations.NullMarked;
