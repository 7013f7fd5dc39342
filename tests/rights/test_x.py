def test_x(province):
    for k,v in province.shares.items(): print(k, v.code, v.state)
    print(province.file("syt"), province.document("syt-kt"), province.document("syt"))
