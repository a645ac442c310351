package dev.candor.engine.kernel;

/// The codebook of IQ2_XXS: 256 entries of eight magnitudes, each 8, 25 or 43, and the signs that
/// go with them.
///
/// Source: the table is part of the format (`ggml-common.h` of ggml-org/llama.cpp); here two bits
/// stand for a magnitude.
final class Codebook {
    private static final int[] MAGNITUDES = {8, 25, 43};

    /// Four entries of 16 bits each, the first lowest; value i of an entry is bits 2i and 2i + 1.
    private static final long[] PACKED = {
        0x0008000500020000L, 0x002000140011000AL, 0x0041002A00280022L,
        0x0061005800500044L, 0x008A008200800064L, 0x01100104010100A2L,
        0x0198018401400115L, 0x0282022202020200L, 0x0421041004040401L,
        0x0448044204400424L, 0x0490048404810460L, 0x05080502050004A4L,
        0x0580056905460520L, 0x0640061006090591L, 0x0805080006A40684L,
        0x0841082808140808L, 0x0888085208500844L, 0x0A140A0209400904L,
        0x1021101010041001L, 0x1090108410601040L, 0x1120110811001095L,
        0x12241180115A1150L, 0x1420140814001245L, 0x1518148014491425L,
        0x1801161616001562L, 0x1881184018101804L, 0x1A5119A019051900L,
        0x2044200A20022000L, 0x2129208220802061L, 0x2401220222002148L,
        0x2456244024102404L, 0x2690256425412500L, 0x2A44289428202808L,
        0x4018401040044001L, 0x4048404040244021L, 0x4084408140604056L,
        0x4161412041004090L, 0x4210420141854180L, 0x4400426842564248L,
        0x4499448044204408L, 0x4801460045244512L, 0x4845484048104804L,
        0x4982496149584900L, 0x500850004A904A45L, 0x5080502050195011L,
        0x51A4514251045088L, 0x550A549254905291L, 0x5811580056545601L,
        0x5A08594058645819L, 0x6068604060106004L, 0x6260621861556100L,
        0x6512651064056400L, 0x8002800068426584L, 0x810480828041800AL,
        0x8401821181408118L, 0x8440841584108404L, 0x8594854685008460L,
        0x8802866086408609L, 0x901090048A118904L, 0x911690A190409024L,
        0x9422940092459180L, 0x9920988195519444L, 0xA109A085A050A002L,
        0xA904A850A418A200L,
    };

    private Codebook() {}

    /// Magnitude `i` of eight of entry `index`.
    static int magnitude(int index, int i) {
        return MAGNITUDES[(int) (PACKED[index / 4] >>> index % 4 * 16 + 2 * i) & 3];
    }

    /// Eight signs of seven bits: the eighth makes the number of negative ones even.
    static int signs(int seven) {
        return seven | (Integer.bitCount(seven) & 1) << 7;
    }

    /// Every entry as eight bytes, value 0 lowest.
    static long[] entries() {
        long[] entries = new long[256];
        for (int index = 0; index < 256; index++) {
            for (int i = 0; i < 8; i++) {
                entries[index] |= (long) magnitude(index, i) << 8 * i;
            }
        }
        return entries;
    }

    /// Every set of signs as eight bytes, −1 where the value is negative.
    static long[] signMasks() {
        long[] masks = new long[128];
        for (int seven = 0; seven < 128; seven++) {
            for (int i = 0; i < 8; i++) {
                masks[seven] |= (signs(seven) >> i & 1) * 255L << 8 * i;
            }
        }
        return masks;
    }
}
