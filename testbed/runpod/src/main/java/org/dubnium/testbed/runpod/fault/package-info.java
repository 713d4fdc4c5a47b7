/** What goes wrong with calls and pods, by plan or by chance. */
@NullMarked
package org.dubnium.testbed.runpod.fault;

import org.jspecify.annotations.NullMarked;
