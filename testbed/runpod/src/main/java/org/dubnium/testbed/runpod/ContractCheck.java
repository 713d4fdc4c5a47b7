package org.dubnium.testbed.runpod;

import java.util.List;
import org.dubnium.testbed.runpod.StandInAnswer.Response;

/** Holds calls and answers against the API's description. */
public interface ContractCheck {

  /** Checks nothing. */
  ContractCheck NONE =
      new ContractCheck() {
        @Override
        public List<String> violations(Operation operation, StandInRequest request) {
          return List.of();
        }

        @Override
        public List<String> violations(Operation operation, Response answer) {
          return List.of();
        }
      };

  /** What is wrong with a request; nothing if it is as described. */
  List<String> violations(Operation operation, StandInRequest request);

  /** What is wrong with an answer; nothing if it is as described. */
  List<String> violations(Operation operation, Response answer);
}
