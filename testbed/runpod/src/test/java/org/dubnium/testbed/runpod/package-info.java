@NullMarked
package org.dubnium.testbed.runpod;

import org.jspecify.annotations.NullMarked;
