/**
 * Who a process is, read from {@code /proc}. Shared by the adapters that name processes; the
 * formats are those of proc(5) and of systemd's cgroup tree.
 */
@NullMarked
package org.dubnium.daemon.procfs;

import org.jspecify.annotations.NullMarked;
