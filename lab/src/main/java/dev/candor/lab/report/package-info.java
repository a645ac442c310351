/// Tables, charts and one HTML page from result records.
///
/// May import result records only.
@NullMarked
package dev.candor.lab.report;

import org.jspecify.annotations.NullMarked;
