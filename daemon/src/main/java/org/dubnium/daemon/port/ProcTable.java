package org.dubnium.daemon.port;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.TerminalJob;

/** What the kernel tells under {@code /proc}, and about file systems. */
public interface ProcTable {

  /** Who has GPU device files open, and who these and the given processes are. */
  Reading<ProcessTable> processes(Set<Integer> pids);

  /** One process, and nothing else looked at; empty if it is gone. */
  Reading<Optional<ProcessInfo>> process(int pid);

  /** The process of that user's which has been longest in a session of logind's. */
  Reading<Optional<ProcessInfo>> eldest(String session, long uid);

  /** What is in the foreground of terminals, by PID. */
  Reading<List<TerminalJob>> terminalJobs();

  Reading<MemoryState> memory();

  Reading<LoadState> load();

  /** A path that does not exist is a reading, not a failure. */
  Reading<PathState> path(String path);

  /** The random id of this boot. */
  Reading<String> bootId();
}
