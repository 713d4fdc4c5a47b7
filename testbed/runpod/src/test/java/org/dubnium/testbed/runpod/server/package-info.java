@NullMarked
package org.dubnium.testbed.runpod.server;

import org.jspecify.annotations.NullMarked;
