/** The stand-in as a server, with what runs behind its pods and a way to bring faults about. */
@NullMarked
package org.dubnium.testbed.runpod.server;

import org.jspecify.annotations.NullMarked;
