/** What can be rented: GPU and CPU types, data centres, hosts, prices. */
@NullMarked
package org.dubnium.testbed.runpod.catalog;

import org.jspecify.annotations.NullMarked;
