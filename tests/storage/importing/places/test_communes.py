"""Communes of a province of today, of one of before, of a former district."""

from storage.importing.places.communes import communes_of, communes_of_district, shared_communes
from storage.importing.places.provinces import former_provinces, province_today


def test_a_merged_province_has_the_communes_of_all_it_was_made_of() -> None:
    former = former_provinces("Vĩnh Long")
    assert former == ("Bến Tre", "Trà Vinh", "Vĩnh Long")
    assert province_today("Bến Tre") == "Vĩnh Long"
    assert len(communes_of("Vĩnh Long")) == 124
    assert len(communes_of("Bến Tre")) == 48
    assert {one.province for one in communes_of("Trà Vinh")} == {"Vĩnh Long"}
    assert len(communes_of("Thanh Hóa")) == 166


def test_a_name_of_today_that_was_a_province_before_means_the_one_of_today() -> None:
    assert len({one.district.province for one in communes_of("Vĩnh Long")}) == 3


def test_a_renamed_province_is_found_by_both_names() -> None:
    assert province_today("Thừa Thiên Huế") == "Huế"
    assert communes_of("Thừa Thiên Huế") == communes_of("Huế") != ()


def test_what_is_no_province_has_none() -> None:
    assert province_today("Mẫu") == "Mẫu"
    assert communes_of("Mẫu") == ()
    assert communes_of("Thanh") == ()  # the beginning of a name is no name


def test_a_district_became_the_communes_that_most_of_came_from_it() -> None:
    found = communes_of_district("Bến Tre", "huyện Ba Tri")
    assert len(found) == 7
    assert {one.district.district for one in found} == {"Huyện Ba Tri"}
    assert "UBND xã Ba Tri" in {one.office for one in found}
    districts = {one.district.district for one in communes_of("Bến Tre")}
    assert sum(len(communes_of_district("Bến Tre", one)) for one in districts) == 48


def test_two_districts_of_one_name_in_a_merged_province_stay_apart() -> None:
    ben_tre = communes_of_district("Bến Tre", "Huyện Châu Thành")
    tra_vinh = communes_of_district("Trà Vinh", "Huyện Châu Thành")
    assert ben_tre
    assert tra_vinh
    assert not set(ben_tre) & set(tra_vinh)


def test_a_commune_of_two_districts_is_named_for_the_other_one() -> None:
    shared = shared_communes("Bến Tre", "Huyện Châu Thành")
    assert [one.name for one in shared] == ["Sơn Đông"]
    assert not set(shared) & set(communes_of_district("Bến Tre", "Huyện Châu Thành"))
